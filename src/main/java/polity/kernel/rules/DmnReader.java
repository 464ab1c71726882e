// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import polity.kernel.markup.Grammar;
import polity.kernel.rules.Source.Element;
import polity.kernel.rules.Source.Passage;
import polity.kernel.rules.Source.Problems;

import static polity.kernel.markup.Grammar.rule;

/**
 * Reads the part of DMN 1.3 to 1.5 that rules may use. What isn't listed here is refused, so that the engine behind never
 * sees an import, an extension, a function in Java or an external entity.
 */
final class DmnReader {
    private static final Set<String> NAMESPACES = Set.of(
            "https://www.omg.org/spec/DMN/20191111/MODEL/",
            "https://www.omg.org/spec/DMN/20211108/MODEL/",
            "https://www.omg.org/spec/DMN/20230324/MODEL/");

    private static final Set<String> EXPRESSIONS = Set.of("literalExpression", "decisionTable", "context");

    private static final Grammar ALLOWED = new Grammar(Map.ofEntries(
            rule(
                    "definitions",
                    "id name namespace label expressionLanguage typeLanguage exporter exporterVersion",
                    "description itemDefinition inputData decision businessKnowledgeModel knowledgeSource textAnnotation"
                            + " association"),
            rule("description", "", "#"),
            rule("question", "", "#"),
            rule("allowedAnswers", "", "#"),
            rule(
                    "itemDefinition",
                    "id name label isCollection typeLanguage",
                    "description typeRef allowedValues typeConstraint itemComponent"),
            rule(
                    "itemComponent",
                    "id name label isCollection typeLanguage",
                    "description typeRef allowedValues typeConstraint itemComponent"),
            rule("typeRef", "", "#"),
            rule("allowedValues", "id label expressionLanguage", "description text"),
            rule("typeConstraint", "id label expressionLanguage", "description text"),
            rule("inputData", "id name label", "description variable"),
            rule("variable", "id name label typeRef", "description"),
            rule(
                    "decision",
                    "id name label",
                    "description question allowedAnswers variable informationRequirement knowledgeRequirement"
                            + " authorityRequirement literalExpression decisionTable context"),
            rule("informationRequirement", "id label", "description requiredInput requiredDecision"),
            rule("knowledgeRequirement", "id label", "description requiredKnowledge"),
            rule("authorityRequirement", "id label", "description requiredAuthority requiredInput requiredDecision"),
            rule("requiredInput", "href", ""),
            rule("requiredDecision", "href", ""),
            rule("requiredKnowledge", "href", ""),
            rule("requiredAuthority", "href", ""),
            rule(
                    "businessKnowledgeModel",
                    "id name label",
                    "description variable encapsulatedLogic knowledgeRequirement authorityRequirement"),
            rule(
                    "encapsulatedLogic",
                    "id label kind typeRef",
                    "description formalParameter literalExpression decisionTable context"),
            rule("formalParameter", "id name label typeRef", "description"),
            rule("literalExpression", "id label typeRef expressionLanguage", "description text"),
            rule("context", "id label typeRef", "description contextEntry"),
            rule("contextEntry", "id label", "description variable literalExpression decisionTable context"),
            rule(
                    "decisionTable",
                    "id label typeRef hitPolicy aggregation preferredOrientation outputLabel",
                    "description input output annotation rule"),
            rule("input", "id label", "description inputExpression inputValues"),
            rule("inputExpression", "id label typeRef expressionLanguage", "description text"),
            rule("inputValues", "id label expressionLanguage", "description text"),
            rule("output", "id label name typeRef", "description outputValues defaultOutputEntry"),
            rule("outputValues", "id label expressionLanguage", "description text"),
            rule("defaultOutputEntry", "id label typeRef expressionLanguage", "description text"),
            rule("annotation", "name", ""),
            rule("rule", "id label", "description inputEntry outputEntry annotationEntry"),
            rule("inputEntry", "id label expressionLanguage", "description text"),
            rule("outputEntry", "id label typeRef expressionLanguage", "description text"),
            rule("annotationEntry", "", "text"),
            rule("text", "", "#"),
            rule("knowledgeSource", "id name label locationURI", "description authorityRequirement type"),
            rule("type", "", "#"),
            rule("textAnnotation", "id label textFormat", "description text"),
            rule("association", "id label associationDirection", "description sourceRef targetRef"),
            rule("sourceRef", "href", ""),
            rule("targetRef", "href", "")));

    private static final Map<String, String> ADVICE = Map.of(
            "import", "Imports are not allowed: put everything into this file",
            "extensionElements", "Extensions of a modelling tool are not allowed: remove the element",
            "decisionService", "Decision services are not supported: remove the element, all decisions are evaluated",
            "invocation", "Write the call as a literal expression, like name(value)",
            "relation", "Write the relation as a literal expression, a list of contexts",
            "list", "Write the list as a literal expression, like [1, 2]",
            "functionDefinition", "Functions may only stand in a business knowledge model",
            "conditional", "Write the condition as a literal expression, if ... then ... else ...");

    private final Source source;
    private final Problems problems;
    private final Deque<Element> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder withoutDiagram;

    DmnReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.withoutDiagram = new StringBuilder(source.text());
    }

    /** The file as the engine gets it: diagrams blanked out, every line where it was. */
    String withoutDiagrams() {
        return withoutDiagram.toString();
    }

    Optional<Element> read() {
        if (source.text().length() > Limits.FILE_CHARACTERS) {
            problems.add(
                    0,
                    "The file is longer than " + Limits.FILE_CHARACTERS
                            + " characters: split it into several rule sets");
            return Optional.empty();
        }
        if (source.text().contains(Grammar.DOCUMENT_TYPE)) {
            problems.add(source.text().indexOf(Grammar.DOCUMENT_TYPE), Grammar.NO_DOCUMENT_TYPE);
            return Optional.empty();
        }
        try {
            var reader = Grammar.reader(source.text());
            return elements(reader);
        } catch (XMLStreamException e) {
            var place = e.getLocation();
            int offset = place == null ? 0 : source.offset(place.getLineNumber(), place.getColumnNumber());
            problems.add(offset, "This is not well-formed XML: " + Grammar.reason(e));
            return Optional.empty();
        }
    }

    private Optional<Element> elements(XMLStreamReader reader) throws XMLStreamException {
        Element root = null;
        while (reader.hasNext()) {
            int event = reader.next();
            int offset = source.offset(
                    reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    int start = source.text().lastIndexOf('<', offset - 1);
                    var element = new Element(reader.getLocalName(), start, offset);
                    textBetween(element);
                    if (!accept(reader, element)) {
                        skip(reader, element);
                    } else {
                        if (open.isEmpty()) {
                            root = element;
                        } else {
                            open.element().add(element);
                        }
                        open.push(element);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> close(open.pop(), offset);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.PROCESSING_INSTRUCTION,
                        XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE ->
                    problems.add(offset, "Processing instructions and entities are not allowed: remove them");
                default -> {
                    // comments and white space say nothing
                }
            }
        }
        return Optional.ofNullable(root);
    }

    private void textBetween(Element next) {
        if (!text.toString().isBlank()) {
            problems.add(next.start(), "There is text between elements here: remove it");
        }
        text.setLength(0);
    }

    private boolean accept(XMLStreamReader reader, Element element) {
        String namespace = Optional.ofNullable(reader.getNamespaceURI()).orElse("");
        String name = element.name();
        int at = element.start();
        if (name.equals("DMNDI") && namespace.endsWith("/DMNDI/")) {
            return false;
        }
        if (open.size() >= Limits.XML_DEPTH) {
            problems.add(at, "Elements are nested more than " + Limits.XML_DEPTH + " deep: simplify");
            return false;
        }
        if (!NAMESPACES.contains(namespace) || !ALLOWED.knows(name)) {
            String advice = ADVICE.getOrDefault(
                    name, "Remove it, or export the file as DMN 1.3, 1.4 or 1.5 without extensions");
            problems.add(at, "The element <" + name + "> is not allowed in rules. " + advice);
            return false;
        }
        if (open.isEmpty() && !name.equals("definitions")) {
            problems.add(at, "The file must begin with <definitions>, not <" + name + ">");
        }
        if (!open.isEmpty()) {
            var parent = open.element();
            if (!ALLOWED.allows(name, parent.name())) {
                problems.add(at, "<" + name + "> may not stand in <" + parent.name() + ">: remove or move it");
            } else if (EXPRESSIONS.contains(name)
                    && parent.children().stream().anyMatch(c -> EXPRESSIONS.contains(c.name()))) {
                problems.add(at, "<" + parent.name() + "> already has an expression: remove one");
            }
        }
        attributes(reader, element);
        return true;
    }

    private void attributes(XMLStreamReader reader, Element element) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String attribute = reader.getAttributeLocalName(i);
            String prefix = Optional.ofNullable(reader.getAttributeNamespace(i)).orElse("");
            String value = reader.getAttributeValue(i);
            if (!prefix.isEmpty() || !ALLOWED.allowsAttribute(attribute, element.name())) {
                problems.add(
                        element.start(),
                        "The attribute " + attribute + " is not allowed on <" + element.name() + ">: remove it");
            }
            element.set(attribute, value);
        }
        String language = element.attribute("expressionLanguage", element.attribute("typeLanguage", "FEEL"));
        if (!language.equals("FEEL")
                && !language.matches("https?://www\\.omg\\.org/spec/(DMN|FEEL)/[0-9]+/(FEEL/?)?")) {
            problems.add(element.start(), "The language of expressions must be FEEL, not " + language);
        }
        if (!element.attribute("kind", "FEEL").equals("FEEL")) {
            problems.add(
                    element.start(),
                    "Functions of the kind " + element.attribute("kind")
                            + " are not allowed: write the function in FEEL (kind=\"FEEL\")");
        }
    }

    private void skip(XMLStreamReader reader, Element element) throws XMLStreamException {
        int depth = 1;
        while (depth > 0 && reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        int end = source.offset(
                reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
        for (int i = element.start(); i < end; i++) {
            if (!Character.isWhitespace(withoutDiagram.charAt(i))) {
                withoutDiagram.setCharAt(i, ' ');
            }
        }
    }

    private void close(Element element, int offset) {
        if (ALLOWED.takesText(element.name())) {
            int closing = source.text().lastIndexOf("</", offset - 1);
            var passage = closing < element.contentStart()
                    ? Passage.at(element.contentStart())
                    : Passage.ofXml(source.text(), element.contentStart(), closing);
            if (!passage.value().contentEquals(text)) {
                problems.add(element.start(), "Text must be plain: remove comments inside <" + element.name() + ">");
            }
            element.close(offset, passage);
        } else {
            if (!text.toString().isBlank()) {
                problems.add(element.contentStart(), "<" + element.name() + "> may not contain text: remove it");
            }
            element.close(offset, Passage.at(element.contentStart()));
        }
        text.setLength(0);
    }

    /** The expression in a decision, a model or an entry of a context. */
    static Optional<Element> expression(Element element) {
        return element.children().stream()
                .filter(c -> EXPRESSIONS.contains(c.name()))
                .findFirst();
    }
}
