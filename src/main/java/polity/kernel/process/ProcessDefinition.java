// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import polity.kernel.node.Problem;

/**
 * A process as a package declares it in {@code process.bpmn}: in BPMN 2.0 (ISO/IEC 19510), and no more of it than is read
 * here. What a step, an act or a limit is, the package says elsewhere, by its id.
 */
public final class ProcessDefinition {

    private final Map<String, FlowNode> nodes;
    private final Map<String, Flow> flows;

    ProcessDefinition(Map<String, FlowNode> nodes, Map<String, Flow> flows) {
        this.nodes = nodes;
        this.flows = flows;
    }

    /**
     * Reads a process, or says why it is refused.
     *
     * @param roots what its conditions may name
     */
    public static Reading read(String file, String text, Set<String> roots) {
        return new ProcessReader(file, text, roots).read();
    }

    /** A process, or why there is none. */
    public sealed interface Reading {
        /** The process is in order. */
        record Read(ProcessDefinition process) implements Reading {}

        /** The process is refused. */
        record Refused(List<Problem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** What people do. */
    public Set<String> steps() {
        return ids(node -> node.kind() == FlowNode.Kind.STEP);
    }

    /** What the program does by itself. */
    public Set<String> acts() {
        return ids(node -> node.kind() == FlowNode.Kind.ACT);
    }

    /** What happens when a time has run out. */
    public Set<String> limits() {
        return ids(FlowNode::isLimit);
    }

    /** What it is told from outside. */
    public Set<String> messages() {
        return nodes.values().stream()
                .map(FlowNode::message)
                .filter(m -> m != null)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** For which message an event waits; absent where it waits for none. */
    public Optional<String> message(String event) {
        return Optional.ofNullable(nodes.get(event)).map(FlowNode::message);
    }

    /** The time limit that ends a step: the first that is attached to it and interrupts it. */
    public Optional<String> endedBy(String step) {
        return nodes.values().stream()
                .filter(node -> node.isLimit() && node.interrupts() && step.equals(node.host()))
                .map(FlowNode::id)
                .sorted()
                .findFirst();
    }

    /** The step that a time limit ends. */
    public Optional<String> ends(String limit) {
        FlowNode node = nodes.get(limit);
        return node != null && node.isLimit() && node.interrupts() && node.host() != null
                ? Optional.of(node.host()).filter(steps()::contains)
                : Optional.empty();
    }

    /**
     * Under which a flow is taken.
     *
     * @param line where it stands, from 1
     * @param uses what it asks, as paths like {@code steps.police.objects}
     */
    public record Condition(int line, Set<String> uses) {}

    /** The conditions of its flows. */
    public List<Condition> conditions() {
        return flows.values().stream()
                .flatMap(flow -> Stream.ofNullable(flow.condition())
                        .map(condition -> new Condition(flow.line(), condition.uses())))
                .toList();
    }

    /** As it is drawn. */
    public ProcessPicture picture() {
        return ProcessPicture.of(nodes, flows);
    }

    Map<String, FlowNode> nodes() {
        return nodes;
    }

    Map<String, Flow> flows() {
        return flows;
    }

    private Set<String> ids(Predicate<FlowNode> those) {
        return nodes.values().stream().filter(those).map(FlowNode::id).collect(Collectors.toUnmodifiableSet());
    }
}
