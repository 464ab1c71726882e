// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

import polity.kernel.markup.Grammar;
import polity.kernel.node.Problem;
import polity.kernel.rules.Feel;

import static polity.kernel.markup.Grammar.rule;

/**
 * Reads the part of BPMN 2.0 that processes may use. What isn't listed here is refused: the engine behind gets a model that is
 * built from what was read, and never sees a script, a class name, a listener or an expression language other than FEEL.
 */
final class ProcessReader {

    private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static final int LONGEST = 500_000;
    private static final int DEEPEST = 12;
    private static final int MOST = 500;
    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,59}");

    private static final String FLOW_ELEMENTS =
            " startEvent endEvent userTask serviceTask exclusiveGateway inclusiveGateway parallelGateway subProcess"
                    + " boundaryEvent intermediateCatchEvent sequenceFlow textAnnotation association";

    private static final Grammar ALLOWED = new Grammar(Map.ofEntries(
            rule(
                    "definitions",
                    "id name targetNamespace expressionLanguage typeLanguage exporter exporterVersion",
                    "process message"),
            rule("documentation", "id textFormat", "#"),
            rule("message", "id name", ""),
            rule("process", "id name isExecutable processType isClosed", FLOW_ELEMENTS.strip()),
            rule("subProcess", "id name triggeredByEvent", "incoming outgoing" + FLOW_ELEMENTS),
            rule("startEvent", "id name isInterrupting", "outgoing"),
            rule("endEvent", "id name", "incoming terminateEventDefinition"),
            rule("terminateEventDefinition", "id", ""),
            rule("userTask", "id name", "incoming outgoing"),
            rule("serviceTask", "id name", "incoming outgoing"),
            rule("exclusiveGateway", "id name default gatewayDirection", "incoming outgoing"),
            rule("inclusiveGateway", "id name default gatewayDirection", "incoming outgoing"),
            rule("parallelGateway", "id name gatewayDirection", "incoming outgoing"),
            rule(
                    "boundaryEvent",
                    "id name attachedToRef cancelActivity",
                    "outgoing messageEventDefinition timerEventDefinition"),
            rule("intermediateCatchEvent", "id name", "incoming outgoing messageEventDefinition timerEventDefinition"),
            rule("messageEventDefinition", "id messageRef", ""),
            rule("timerEventDefinition", "id", ""),
            rule("sequenceFlow", "id name sourceRef targetRef isImmediate", "conditionExpression"),
            rule("conditionExpression", "id language", "#"),
            rule("incoming", "", "#"),
            rule("outgoing", "", "#"),
            rule("textAnnotation", "id textFormat", "text"),
            rule("text", "", "#"),
            rule("association", "id associationDirection sourceRef targetRef", "")));

    private static final Map<String, String> ADVICE = Map.of(
            "extensionElements",
            "Extensions of a modelling tool are not allowed: remove the element",
            "scriptTask",
            "Scripts are not allowed: make it a serviceTask and declare the act in service.yaml",
            "timeDuration",
            "Time limits stand in service.yaml, by the id of the event: leave the timer empty",
            "timeDate",
            "Time limits stand in service.yaml, by the id of the event: leave the timer empty",
            "timeCycle",
            "Time limits stand in service.yaml, by the id of the event: leave the timer empty",
            "task",
            "Say who does it: people (userTask) or the program (serviceTask)",
            "callActivity",
            "Calls of other processes are not supported: use a subProcess");

    /** An element that has begun and not ended. */
    private record Open(String element, @Nullable String id, int line) {}

    private final String file;
    private final String text;
    private final Set<String> roots;
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, FlowNode> nodes = new LinkedHashMap<>();
    private final Map<String, Flow> flows = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, String> messages = new LinkedHashMap<>();
    /** The events that say for what they wait, once for each thing. */
    private final List<String> awaiting = new ArrayList<>();

    private final StringBuilder words = new StringBuilder();
    private int processes;

    ProcessReader(String file, String text, Set<String> roots) {
        this.file = file;
        this.text = text;
        this.roots = roots;
    }

    ProcessDefinition.Reading read() {
        if (text.length() > LONGEST) {
            refuse(1, "The file is longer than " + LONGEST + " characters: simplify the process");
        } else if (text.contains(Grammar.DOCUMENT_TYPE)) {
            refuse(1, Grammar.NO_DOCUMENT_TYPE);
        } else {
            elements();
            if (problems.isEmpty()) {
                named();
                problems.addAll(new ProcessShape(file, nodes, flows).faults());
            }
        }
        return problems.isEmpty()
                ? new ProcessDefinition.Reading.Read(new ProcessDefinition(Map.copyOf(nodes), Map.copyOf(flows)))
                : new ProcessDefinition.Reading.Refused(problems);
    }

    private void refuse(int line, String reason) {
        problems.add(new Problem(file, Math.max(1, line), reason));
    }

    private void elements() {
        try {
            XMLStreamReader reader = Grammar.reader(text);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin(reader);
                    case XMLStreamConstants.END_ELEMENT -> end(open.pop());
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> words.append(reader.getText());
                    case XMLStreamConstants.PROCESSING_INSTRUCTION, XMLStreamConstants.ENTITY_REFERENCE ->
                        refuse(line(reader), "Processing instructions and entities are not allowed: remove them");
                    default -> {
                        // comments and white space say nothing
                    }
                }
            }
        } catch (XMLStreamException e) {
            refuse(
                    e.getLocation() == null ? 1 : e.getLocation().getLineNumber(),
                    "This is not well-formed XML: " + Grammar.reason(e));
        }
    }

    private static int line(XMLStreamReader reader) {
        return reader.getLocation().getLineNumber();
    }

    private void begin(XMLStreamReader reader) throws XMLStreamException {
        String name = reader.getLocalName();
        int line = line(reader);
        words.setLength(0);
        if (DIAGRAM.equals(reader.getNamespaceURI())) {
            skip(reader);
            return;
        }
        if (!MODEL.equals(reader.getNamespaceURI()) || !ALLOWED.knows(name)) {
            refuse(line, "<" + name + "> is not allowed in a process. " + ADVICE.getOrDefault(name, "Remove it"));
            skip(reader);
            return;
        }
        Open parent = open.peek();
        if (parent == null
                ? !name.equals("definitions")
                : !(name.equals("documentation") || ALLOWED.allows(name, parent.element()))) {
            refuse(line, "<" + name + "> may not stand " + (parent == null ? "here" : "in <" + parent.element() + ">"));
        }
        if (open.size() >= DEEPEST) {
            refuse(line, "Elements are nested more than " + DEEPEST + " deep: simplify");
        }
        attributes(reader, name);
        keep(reader, name, line);
        open.push(new Open(name, reader.getAttributeValue(null, "id"), line));
    }

    private void attributes(XMLStreamReader reader, String element) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            String namespace =
                    Optional.ofNullable(reader.getAttributeNamespace(i)).orElse("");
            boolean type = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace);
            if (!type && (!namespace.isEmpty() || !ALLOWED.allowsAttribute(name, element))) {
                refuse(line(reader), "The attribute " + name + " is not allowed on <" + element + ">: remove it");
            }
            if ((name.equals("language") || name.equals("expressionLanguage"))
                    && !reader.getAttributeValue(i).toLowerCase(Locale.ROOT).contains("feel")) {
                refuse(line(reader), "The language of expressions must be FEEL");
            }
        }
    }

    private void skip(XMLStreamReader reader) throws XMLStreamException {
        int depth = 1;
        while (depth > 0 && reader.hasNext()) {
            int event = reader.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private void keep(XMLStreamReader reader, String name, int line) {
        String id = Optional.ofNullable(reader.getAttributeValue(null, "id")).orElse("");
        FlowNode.Kind kind = FlowNode.Kind.of(name);
        if (kind != null || name.equals("sequenceFlow") || name.equals("message")) {
            if (!ID.matcher(id).matches()) {
                refuse(line, "<" + name + "> needs an id of letters, digits, - and _, 60 at most");
            } else if (lines.putIfAbsent(id, line) != null) {
                refuse(line, "The id " + id + " stands twice in this file: give it another");
            } else if (lines.size() == MOST) {
                refuse(line, "A process of more than " + MOST + " elements is not allowed: simplify");
            }
        }
        switch (name) {
            case "process" -> {
                if (++processes > 1) {
                    refuse(line, "A file holds one process: remove the others");
                }
            }
            case "message" ->
                messages.put(
                        id,
                        Optional.ofNullable(reader.getAttributeValue(null, "name"))
                                .orElse(id));
            case "subProcess" -> {
                if ("true".equals(reader.getAttributeValue(null, "triggeredByEvent"))) {
                    refuse(line, "Subprocesses that an event begins are not supported: attach a boundary event");
                }
            }
            case "sequenceFlow" ->
                flows.put(id, new Flow(id, value(reader, "sourceRef"), value(reader, "targetRef"), null, line));
            case "terminateEventDefinition" -> change(node -> copy(node, FlowNode.Kind.TERMINATE, node.message()));
            case "timerEventDefinition" -> awaits(node -> node);
            case "messageEventDefinition" -> awaits(node -> copy(node, node.kind(), value(reader, "messageRef")));
            default -> {
                // says nothing about the course of a process
            }
        }
        if (kind != null) {
            nodes.put(
                    id,
                    new FlowNode(
                            id,
                            kind,
                            scope(),
                            reader.getAttributeValue(null, "attachedToRef"),
                            !"false".equals(reader.getAttributeValue(null, "cancelActivity")),
                            null,
                            reader.getAttributeValue(null, "default"),
                            line));
        }
    }

    private static String value(XMLStreamReader reader, String attribute) {
        return Optional.ofNullable(reader.getAttributeValue(null, attribute)).orElse("");
    }

    private @Nullable String scope() {
        return open.stream()
                .filter(each -> each.element().equals("subProcess"))
                .map(Open::id)
                .findFirst()
                .orElse(null);
    }

    /** The node that is being read. */
    private void change(UnaryOperator<FlowNode> change) {
        Open parent = open.peek();
        if (parent != null && parent.id() != null) {
            nodes.computeIfPresent(parent.id(), (_, node) -> change.apply(node));
        }
    }

    private void awaits(UnaryOperator<FlowNode> what) {
        change(node -> {
            awaiting.add(node.id());
            return what.apply(node);
        });
    }

    private static FlowNode copy(FlowNode node, FlowNode.Kind kind, @Nullable String message) {
        return new FlowNode(
                node.id(), kind, node.scope(), node.host(), node.interrupts(), message, node.otherwise(), node.line());
    }

    private void end(Open ended) {
        if (ALLOWED.takesText(ended.element())) {
            Open parent = open.peek();
            if (ended.element().equals("conditionExpression") && parent != null && parent.id() != null) {
                condition(parent.id(), ended.line());
            }
        } else if (!words.toString().isBlank()) {
            refuse(ended.line(), "<" + ended.element() + "> may not contain text: remove it");
        }
        words.setLength(0);
    }

    private void condition(String flow, int line) {
        String condition = words.toString().strip();
        switch (Feel.compile(condition, roots)) {
            case Feel.Compilation.Compiled(var expression) ->
                flows.computeIfPresent(flow, (_, f) -> new Flow(f.id(), f.from(), f.to(), expression, f.line()));
            case Feel.Compilation.Refused(var faults) -> faults.forEach(fault -> refuse(line, fault.reason()));
        }
    }

    /** Messages go by their names, and each event waits for one thing. */
    private void named() {
        nodes.replaceAll((_, node) -> {
            String message = node.message();
            if (message == null) {
                return node;
            }
            if (!messages.containsKey(message)) {
                refuse(node.line(), "There is no <message id=\"" + message + "\">");
            }
            return copy(node, node.kind(), messages.getOrDefault(message, message));
        });
        nodes.values().stream()
                .filter(node -> node.kind() == FlowNode.Kind.BOUNDARY || node.kind() == FlowNode.Kind.CATCH)
                .filter(node -> Collections.frequency(awaiting, node.id()) != 1)
                .forEach(node -> refuse(
                        node.line(), node.id() + " must wait for one thing: a message, or a time limit (a timer)"));
        if (processes == 0) {
            refuse(1, "There is no <process>");
        }
    }
}
