// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Shape.DeclaredType;
import polity.kernel.rules.Shape.Kind;
import polity.kernel.rules.Source.Element;
import polity.kernel.rules.Source.Problems;

/**
 * The decisions of a DMN file and what each needs, each after all that it needs.
 *
 * @param types the item definitions, by name
 */
record Model(
        String name, Map<String, DeclaredType> types, List<Node> inputs, List<Node> functions, List<Node> decisions) {
    enum Sort {
        INPUT,
        DECISION,
        FUNCTION
    }

    /** An input, a decision or a business knowledge model (a function). */
    record Node(
            Sort sort,
            String name,
            @Nullable String typeName,
            Element element,
            @Nullable Element expression,
            List<Node> needs) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Nullable
    DeclaredType type(@Nullable String typeName) {
        return typeName == null
                ? DeclaredType.ANY
                : Kind.ofTypeName(typeName).map(DeclaredType::of).orElseGet(() -> types.get(typeName));
    }

    /** Makes a {@link Model} of the elements of a DMN file: unique names, known types, requirements without circles. */
    static final class Reader {
        private final Problems problems;
        private final Map<String, Element> definitions = new LinkedHashMap<>();
        private final Map<String, DeclaredType> types = new LinkedHashMap<>();
        private final Map<String, Model.Node> byId = new LinkedHashMap<>();
        private final List<Model.Node> nodes = new ArrayList<>();

        Reader(Problems problems) {
            this.problems = problems;
        }

        Model read(Element root) {
            if (root.attribute("name", "").isBlank()
                    || root.attribute("namespace", "").isBlank()) {
                problems.add(root.start(), "<definitions> needs a name and a namespace");
            }
            root.children("itemDefinition").forEach(this::define);
            definitions.forEach((name, element) ->
                    types.computeIfAbsent(name, n -> type(element, new HashSet<>(Set.of(n)))));
            var names = new HashSet<String>();
            for (var element : root.children()) {
                switch (element.name()) {
                    case "inputData" -> node(Model.Sort.INPUT, element, names);
                    case "decision" -> node(Model.Sort.DECISION, element, names);
                    case "businessKnowledgeModel" -> node(Model.Sort.FUNCTION, element, names);
                    default -> {
                        // types are read, the rest is documentation
                    }
                }
            }
            nodes.forEach(this::link);
            var sorted = sorted();
            if (sorted.stream().noneMatch(n -> n.sort() == Model.Sort.DECISION)) {
                problems.add(root.start(), "There is no decision in this file");
            }
            if (sorted.stream().filter(n -> n.sort() == Model.Sort.DECISION).count() > Limits.DECISIONS) {
                problems.add(
                        root.start(), "There are more than " + Limits.DECISIONS + " decisions: split the rule set");
            }
            return new Model(
                    root.attribute("name", ""),
                    types,
                    of(sorted, Model.Sort.INPUT),
                    of(sorted, Model.Sort.FUNCTION),
                    of(sorted, Model.Sort.DECISION));
        }

        private static List<Model.Node> of(List<Model.Node> nodes, Model.Sort sort) {
            return nodes.stream().filter(n -> n.sort() == sort).toList();
        }

        private void define(Element element) {
            String name = element.attribute("name", "");
            FeelText.nameFault(name, false).ifPresent(reason -> problems.add(element.start(), reason));
            if (Kind.ofTypeName(name).isPresent() || definitions.putIfAbsent(name, element) != null) {
                problems.add(element.start(), "There is already a type called \"" + name + "\": choose another name");
            }
        }

        private DeclaredType type(Element element, Set<String> within) {
            var components = element.children("itemComponent");
            var reference = element.child("typeRef");
            DeclaredType base;
            if (components.isEmpty()) {
                base = reference
                        .map(r -> named(r.text().value().strip(), r.start(), within))
                        .orElseGet(() -> {
                            problems.add(element.start(), "The type needs a <typeRef> or an <itemComponent>");
                            return DeclaredType.ANY;
                        });
            } else {
                var fields = new LinkedHashMap<String, DeclaredType>();
                for (var component : components) {
                    String name = component.attribute("name", "");
                    FeelText.nameFault(name, false)
                            .filter(reason -> !Functions.isKnown(name))
                            .ifPresent(reason -> problems.add(component.start(), reason));
                    if (fields.putIfAbsent(name, type(component, within)) != null) {
                        problems.add(component.start(), "There are two components called \"" + name + "\"");
                    }
                }
                base = new DeclaredType(Kind.CONTEXT, null, fields);
            }
            return element.attribute("isCollection", "false").equals("true") ? DeclaredType.listOf(base) : base;
        }

        private DeclaredType named(String name, int offset, Set<String> within) {
            var kind = Kind.ofTypeName(name);
            if (kind.isPresent()) {
                return DeclaredType.of(kind.get());
            }
            var definition = definitions.get(name);
            if (definition == null) {
                problems.add(
                        offset,
                        "There is no type called \"" + name
                                + "\": use number, string, boolean, date, time, date and time, a duration, or an item definition");
                return DeclaredType.ANY;
            }
            if (!within.add(name)) {
                problems.add(offset, "The type \"" + name + "\" contains itself: remove the circle");
                return DeclaredType.ANY;
            }
            var type = type(definition, within);
            within.remove(name);
            return type;
        }

        private void node(Model.Sort sort, Element element, Set<String> names) {
            String name = element.attribute("name", "");
            FeelText.nameFault(name, true).ifPresent(reason -> problems.add(element.start(), reason));
            if (!names.add(name)) {
                problems.add(element.start(), "There are two things called \"" + name + "\": choose another name");
            }
            var variable = element.child("variable");
            variable.filter(v -> !v.attribute("name", "").equals(name))
                    .ifPresent(v -> problems.add(
                            v.start(), "The variable must be called \"" + name + "\", like what it belongs to"));
            var typeName = variable.map(v -> v.attribute("typeRef")).orElse(null);
            if (typeName != null) {
                named(typeName, variable.map(Element::start).orElse(0), new HashSet<>());
            }
            if (sort == Model.Sort.INPUT
                    && !name.equals(RuleSet.PARAMETERS)
                    && (typeName == null || typeName.equals("Any"))) {
                problems.add(
                        element.start(),
                        "Say of what type the input \"" + name + "\" is: <variable name=\"" + name
                                + "\" typeRef=\"...\"/>");
            }
            var holder = sort == Model.Sort.FUNCTION
                    ? element.child("encapsulatedLogic").orElse(element)
                    : element;
            var expression = DmnReader.expression(holder).orElse(null);
            if (sort != Model.Sort.INPUT && expression == null) {
                problems.add(
                        element.start(),
                        "\"" + name + "\" needs a <decisionTable>, a <literalExpression> or a <context>");
            }
            var node = new Model.Node(sort, name, typeName, element, expression, new ArrayList<>());
            nodes.add(node);
            String id = element.attribute("id");
            if (id != null && byId.putIfAbsent(id, node) != null) {
                problems.add(element.start(), "The id \"" + id + "\" is used twice");
            }
        }

        private void link(Model.Node node) {
            for (var requirement : node.element().children()) {
                switch (requirement.name()) {
                    case "informationRequirement" -> {
                        need(node, requirement, "requiredInput", Model.Sort.INPUT);
                        need(node, requirement, "requiredDecision", Model.Sort.DECISION);
                    }
                    case "knowledgeRequirement" -> need(node, requirement, "requiredKnowledge", Model.Sort.FUNCTION);
                    default -> {
                        // no requirement
                    }
                }
            }
        }

        private void need(Model.Node node, Element requirement, String kind, Model.Sort sort) {
            for (var reference : requirement.children(kind)) {
                String href = reference.attribute("href", "");
                var needed = href.startsWith("#") ? byId.get(href.substring(1)) : null;
                if (needed == null || needed.sort() != sort) {
                    problems.add(
                            reference.start(),
                            "There is no such thing as \"" + href
                                    + "\" in this file: name an id, like #id, of the right kind");
                } else {
                    node.needs().add(needed);
                }
            }
        }

        private List<Model.Node> sorted() {
            Set<Model.Node> done = new LinkedHashSet<>();
            var open = new LinkedHashSet<Model.Node>();
            var order = new ArrayList<>(nodes);
            order.sort(Comparator.comparingInt(n -> n.element().start()));
            order.forEach(n -> visit(n, open, done, null));
            return List.copyOf(done);
        }

        private void visit(Model.Node node, Set<Model.Node> open, Set<Model.Node> done, Model.@Nullable Node from) {
            if (done.contains(node)) {
                return;
            }
            if (!open.add(node)) {
                problems.add(
                        node.element().start(),
                        node.equals(from)
                                ? "\"" + node.name() + "\" requires itself: remove the requirement"
                                : "\"" + node.name() + "\" is part of a circle: "
                                        + String.join(
                                                " -> ",
                                                open.stream()
                                                        .map(Model.Node::name)
                                                        .toList())
                                        + ". Remove one of the requirements");
                return;
            }
            node.needs().forEach(n -> visit(n, open, done, node));
            open.remove(node);
            done.add(node);
        }
    }
}
