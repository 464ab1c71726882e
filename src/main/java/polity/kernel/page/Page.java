// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;

import gg.jte.output.Utf8ByteOutput;

/** A rendered page. A handler returns it; the status is 200 unless said otherwise. */
public final class Page {

    /** Attribute of the request that a {@link #shared()} page answered. */
    public static final String SHARED = Page.class.getName() + ".shared";

    private final int status;
    private final Language language;
    private final Utf8ByteOutput html;
    private final boolean shared;

    Page(int status, Language language, Utf8ByteOutput html) {
        this(status, language, html, false);
    }

    private Page(int status, Language language, Utf8ByteOutput html, boolean shared) {
        this.status = status;
        this.language = language;
        this.html = html;
        this.shared = shared;
    }

    /**
     * The same page, which is the same for whoever isn't signed in and asks for this address in this language: it may be
     * answered again for a second without being made again.
     */
    public Page shared() {
        return new Page(status, language, html, true);
    }

    /** Whether it was said to be {@link #shared()}. */
    public boolean isShared() {
        return shared;
    }

    /** What is sent. */
    public byte[] bytes() {
        return html.toByteArray();
    }

    /** The same page under another status, like 422 for a form with errors. */
    public Page status(int other) {
        return new Page(other, language, html, shared);
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
