// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;

import gg.jte.output.Utf8ByteOutput;

/** A rendered page. A handler returns it; the status is 200 unless said otherwise. */
public final class Page {
    private final int status;
    private final Language language;
    private final Utf8ByteOutput html;

    Page(int status, Language language, Utf8ByteOutput html) {
        this.status = status;
        this.language = language;
        this.html = html;
    }

    /** The same page under another status, like 422 for a form with errors. */
    public Page status(int other) {
        return new Page(other, language, html);
    }

    public int status() {
        return status;
    }

    /** Sends it: status, type, length, language and what the language depends on. */
    public void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.getContentLength());
        response.setHeader("Content-Language", language.tag());
        response.addHeader("Vary", "Accept-Language, Cookie");
        html.writeTo(response.getOutputStream());
    }

    /** The whole page as text. */
    public String html() {
        return new String(html.toByteArray(), StandardCharsets.UTF_8);
    }
}
