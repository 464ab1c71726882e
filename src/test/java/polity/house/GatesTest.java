// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatesTest {

    /** The module through which each engine is used, so that it can be replaced there. */
    private static final Map<String, List<String>> GATES = Map.of(
            "node",
                    List.of(
                            "org.flywaydb.",
                            "com.zaxxer.hikari.",
                            "org.apache.catalina.",
                            "org.apache.coyote.",
                            "org.apache.tomcat.",
                            "org.springframework.boot.tomcat.",
                            "org.apache.commons.compress.",
                            "org.tukaani."),
            "page", List.of("gg.jte."),
            "calendar", List.of("de.focus_shift."),
            // Bouncy Castle's Argon2 alone is a gate of its own: docs/adr/0073.
            "accounts", List.of("org.bouncycastle.crypto.generators.Argon2", "org.bouncycastle.crypto.params.Argon2"),
            "signing", List.of("eu.europa.esig.", "org.bouncycastle."),
            "search", List.of("org.hibernate.search.", "org.apache.lucene."),
            "notification", List.of("jakarta.mail.", "org.springframework.mail."),
            "rules", List.of("org.kie.", "org.drools."),
            "documents", List.of("com.openhtmltopdf.", "org.apache.pdfbox.", "com.google.zxing."),
            "process", List.of("org.flowable."));

    @Test
    void each_engine_is_used_through_one_module() {
        House.require(
                "One gate per engine, so that it can be replaced in one place. Ask the module that has the gate for what"
                        + " you need, in its own words:",
                intrusions(House.classes()));
    }

    private static List<String> intrusions(Iterable<JavaClass> classes) {
        var intrusions = new ArrayList<String>();
        for (JavaClass type : classes) {
            if (House.isGenerated(type)) {
                continue; // A template's class rests on the template engine by its nature.
            }
            String room = House.room(type).map(Room::id).orElse("");
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                gate(target)
                        .filter(gate -> !room.equals("kernel." + gate))
                        .ifPresent(gate -> intrusions.add(
                                type.getName() + " names " + target + ", which only kernel." + gate + " may"));
            });
        }
        return intrusions.stream().distinct().toList();
    }

    private static Optional<String> gate(String type) {
        return GATES.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(type::startsWith)
                        .map(beginning -> Map.entry(beginning, entry.getKey())))
                // The longest beginning is the most exact.
                .max(java.util.Comparator.comparingInt(match -> match.getKey().length()))
                .map(Map.Entry::getValue);
    }

    @Test
    void every_gate_stands_in_the_order_of_the_kernel() {
        Collection<String> gates = GATES.keySet();
        assertThat(Room.KERNEL).containsAll(gates);
    }

    @Test
    void an_engine_that_is_named_elsewhere_is_found() {
        assertThat(intrusions(House.classes(Intruder.class)))
                .singleElement()
                .asString()
                .contains("org.flywaydb.core.Flyway")
                .contains("only kernel.node");
    }

    @SuppressWarnings("unused")
    private record Intruder(org.flywaydb.core.Flyway flyway) {}
}
