// SPDX-License-Identifier: Apache-2.0
package polity.faces.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** Where a programmer begins: a page that explains, and the description that tools read. */
@Controller
@Zones(Zone.PUBLIC)
final class GatewayPages {

    private static final String DESCRIPTION = "/api/openapi.yaml";

    private final NodeSettings settings;
    private final Templates templates;

    GatewayPages(NodeSettings settings, Templates templates) {
        this.settings = settings;
        this.templates = templates;
    }

    @GetMapping("/api")
    Page begin(Frame frame) {
        Words words = frame.words("gateway");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("title"),
                                new Block.Paragraph(words.say("lead")),
                                new Block.Points(
                                        List.of(words.say("checks"), words.say("keys"), words.say("problems")), false),
                                new Block.LinkGrid(List.of(
                                        new Block.LinkGrid.Entry(
                                                Link.to(DESCRIPTION, words.say("description")),
                                                words.say("description-text")),
                                        new Block.LinkGrid.Entry(
                                                Link.to("/api/services", words.say("services")),
                                                words.say("services-text")),
                                        new Block.LinkGrid.Entry(
                                                Link.to("/account/tokens", words.say("tokens")),
                                                words.say("tokens-text")))))
                        .before(new Block.Breadcrumbs(List.of(Link.to("/", words.say("home"))))));
    }

    /** OpenAPI 3.1 (spec.openapis.org) of everything under {@code /api}. */
    @GetMapping(DESCRIPTION)
    ResponseEntity<String> description() throws IOException {
        String text = new ClassPathResource("api/openapi.yaml").getContentAsString(StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/yaml;charset=UTF-8"))
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                .body(text.replace("{public-address}", settings.publicAddress().toString()));
    }
}
