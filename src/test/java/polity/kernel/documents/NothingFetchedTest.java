// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NothingFetchedTest {
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void the_renderer_asks_nobody() throws Exception {
        var builder = builder();
        NothingFetched.in(builder);
        builder.run();
        assertThat(asked).hasValue(0);
    }

    @Test
    void without_that_lock_it_would() throws Exception {
        builder().run();
        assertThat(asked).hasPositiveValue();
    }

    private PdfRendererBuilder builder() {
        var at = "http://127.0.0.1:" + server.getAddress().getPort();
        var builder = new PdfRendererBuilder();
        builder.withHtmlContent("""
                <html><head><link rel="stylesheet" href="%1$s/a.css"/>
                <style>@import url(%1$s/b.css); @font-face { font-family: x; src: url(%1$s/c.ttf) }
                p { font-family: x; background-image: url(%1$s/d.png) }</style></head>
                <body><p>x</p><img src="%1$s/e.png" alt="e"/><img src="%1$s/f.svg" alt="f"/></body></html>
                """.formatted(at), null);
        builder.toStream(OutputStream.nullOutputStream());
        return builder;
    }
}
