// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The decision tables of a model, each under an id by which the engine's events can be matched to its annotations. */
final class DecisionTables {
    private static final String PREFIX = "polity-table-";

    /** A table, with the annotations of each rule by column. */
    record Table(String owner, String hitPolicy, Element element, List<Map<String, String>> annotations) {}

    private final Map<String, Table> byId = new LinkedHashMap<>();

    private DecisionTables() {}

    static DecisionTables of(Model model) {
        var tables = new DecisionTables();
        for (var nodes : List.of(model.functions(), model.decisions())) {
            for (var node : nodes) {
                if (node.expression() != null) {
                    tables.collect(node.name(), node.expression());
                }
            }
        }
        return tables;
    }

    private void collect(String owner, Element element) {
        if (element.name().equals("decisionTable")) {
            var columns = element.children("annotation").stream()
                    .map(a -> a.attribute("name", ""))
                    .toList();
            var annotations = element.children("rule").stream()
                    .map(rule -> annotations(columns, rule))
                    .toList();
            byId.put(
                    PREFIX + byId.size(),
                    new Table(owner, element.attribute("hitPolicy", "UNIQUE"), element, annotations));
        }
        element.children().forEach(child -> collect(owner, child));
    }

    private static Map<String, String> annotations(List<String> columns, Element rule) {
        var annotations = new LinkedHashMap<String, String>();
        var entries = rule.children("annotationEntry");
        for (int i = 0; i < Math.min(columns.size(), entries.size()); i++) {
            String text = entries.get(i).passage().value().strip();
            if (!text.isEmpty()) {
                annotations.put(columns.get(i), text);
            }
        }
        return Map.copyOf(annotations);
    }

    /** The file with our ids on its tables, in place of its own, for the engine. */
    String withIds(String xml) {
        var text = new StringBuilder(xml);
        for (var entry : new ArrayList<>(byId.entrySet()).reversed()) {
            var element = entry.getValue().element();
            String tag = text.substring(element.start(), element.contentStart())
                    .replaceFirst("(\\s)id\\s*=\\s*(\"[^\"]*\"|'[^']*')", "$1")
                    .replaceFirst("decisionTable", "decisionTable id=\"" + entry.getKey() + "\"");
            text.replace(element.start(), element.contentStart(), tag);
        }
        return text.toString();
    }

    Optional<Table> table(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
