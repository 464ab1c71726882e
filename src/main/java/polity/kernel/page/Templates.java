// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.HashMap;
import java.util.Map;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/** Renders templates into pages. */
public final class Templates {
    private final TemplateEngine engine;

    public Templates() {
        // The package is the one that the build generates templates into (packageName of jte-maven-plugin).
        this(TemplateEngine.createPrecompiled(null, ContentType.Html, null, "polity"));
    }

    private Templates(TemplateEngine engine) {
        this.engine = engine;
    }

    /** The page of a template like {@code systems/news/article.jte}; the template also gets the frame. */
    public Page page(Frame frame, String template, Map<String, ?> parameters) {
        var all = new HashMap<String, Object>(parameters);
        all.put("frame", frame);
        var output = new Utf8ByteOutput();
        engine.render(template, all, output);
        return new Page(200, frame.language(), output);
    }

    /** A page that is nothing but components. */
    public Page sheet(Frame frame, Sheet sheet) {
        return page(frame, "kernel/page/sheet.jte", Map.of("sheet", sheet));
    }

    /** Every component with examples, for those who build pages. */
    public Page components(Frame frame) {
        return page(frame, "kernel/page/examples.jte", Map.of("examples", Example.all(frame)));
    }

    /** The page that says what went wrong and what to do; the reference is what the log calls the request. */
    public Page failure(Frame frame, int status, String reference) {
        var failure = Failure.of(status, reference);
        return page(frame, "kernel/page/failure.jte", Map.of("failure", failure))
                .status(status);
    }
}
