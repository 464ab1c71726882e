// SPDX-License-Identifier: Apache-2.0
package polity.faces.gateway;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.Handlers;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayTest {

    private final JsonNode description = new YAMLMapper()
            .readTree(new Browsing(Zone.PUBLIC).get("/api/openapi.yaml").body());

    @Test
    void the_description_names_every_operation_that_exists_and_no_other() {
        Set<String> exists = RunningPolity.part(Handlers.class).all().stream()
                .filter(handler -> handler.addresses().stream()
                        .anyMatch(each -> each.startsWith("/api/") && !each.endsWith(".yaml")))
                .flatMap(handler -> handler.addresses().stream()
                        .flatMap(address -> handler.methods().stream().map(method -> method.name() + " " + address)))
                .collect(Collectors.toCollection(TreeSet::new));

        var described = new TreeSet<String>();
        description
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

        assertThat(described).isEqualTo(exists);
    }

    @Test
    void whatever_the_description_refers_to_stands_in_it() {
        assertThat(description.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                description.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(description.at("/servers/0/url").asString()).startsWith("http");
    }

    @Test
    void a_programmer_finds_where_to_begin() {
        assertThat(new Browsing(Zone.PUBLIC).get("/api").body())
                .contains("/api/openapi.yaml", "/api/services", "/account/tokens");
        assertThat(RunningPolity.get(Zone.DESK, "/api").statusCode()).isEqualTo(404);
    }
}
