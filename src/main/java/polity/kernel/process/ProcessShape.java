// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Problem;

/** Whether a process, as it is drawn, has a beginning and an end, leads everywhere and nowhere goes round by itself. */
final class ProcessShape {

    private final String file;
    private final Map<String, FlowNode> nodes;
    private final Map<String, Flow> flows;
    private final List<Problem> faults = new ArrayList<>();

    ProcessShape(String file, Map<String, FlowNode> nodes, Map<String, Flow> flows) {
        this.file = file;
        this.nodes = nodes;
        this.flows = flows;
    }

    /** What is wrong with it, in the order of the file. */
    List<Problem> faults() {
        flows.values().forEach(this::flow);
        if (faults.isEmpty()) {
            scope(null, 1);
            nodes.values().forEach(this::node);
        }
        if (faults.isEmpty()) {
            nodes.values().stream()
                    .filter(node -> circles(node.id()))
                    .forEach(node -> fault(
                            node.line(),
                            node.id() + " leads back to itself without anybody doing something on the way"));
            nodes.values().stream()
                    .filter(node -> !reached().contains(node.id()))
                    .forEach(node -> fault(node.line(), "Nothing leads to " + node.id()));
        }
        faults.sort(Comparator.comparingInt(Problem::line));
        return faults;
    }

    private void fault(int line, String reason) {
        faults.add(new Problem(file, line, reason));
    }

    private void flow(Flow flow) {
        FlowNode from = nodes.get(flow.from());
        FlowNode to = nodes.get(flow.to());
        if (from == null || to == null) {
            fault(flow.line(), "There is nothing called " + (from == null ? flow.from() : flow.to()));
        } else if (!Objects.equals(from.scope(), to.scope())) {
            fault(flow.line(), flow.id() + " leads out of a subprocess or into one: end it there instead");
        } else if (flow.condition() != null && !from.kind().decides()) {
            fault(flow.line(), "Only flows out of an exclusive or inclusive gateway may have a condition");
        } else if (flow.condition() != null && flow.id().equals(from.otherwise())) {
            fault(flow.line(), "A default flow has no condition");
        }
    }

    private void scope(@Nullable String scope, int line) {
        long starts =
                within(scope).filter(node -> node.kind() == FlowNode.Kind.START).count();
        if (starts != 1) {
            fault(line, (scope == null ? "A process" : scope) + " needs one start event, not " + starts);
        }
        if (within(scope).noneMatch(node -> node.kind().isEnd())) {
            fault(line, (scope == null ? "A process" : scope) + " needs an end event");
        }
        within(scope)
                .filter(node -> node.kind() == FlowNode.Kind.SUBPROCESS)
                .forEach(node -> scope(node.id(), node.line()));
    }

    private Stream<FlowNode> within(@Nullable String scope) {
        return nodes.values().stream().filter(node -> Objects.equals(node.scope(), scope));
    }

    private void node(FlowNode node) {
        List<Flow> out = flows.values().stream()
                .filter(flow -> flow.from().equals(node.id()))
                .toList();
        boolean in = flows.values().stream().anyMatch(flow -> flow.to().equals(node.id()));
        boolean begins = node.kind() == FlowNode.Kind.START || node.kind() == FlowNode.Kind.BOUNDARY;
        if (in && begins) {
            fault(node.line(), "Nothing may lead to " + node.id() + ": it begins something");
        }
        if (node.kind().isEnd() != out.isEmpty()) {
            fault(
                    node.line(),
                    node.kind().isEnd() ? node.id() + " is an end: nothing follows" : "Nothing follows " + node.id());
        }
        if (out.size() > 1 && !node.kind().isGateway()) {
            fault(node.line(), "Several flows leave " + node.id() + ": put a gateway behind it");
        }
        if (node.kind().decides() && out.size() > 1) {
            if (out.stream().noneMatch(flow -> flow.id().equals(node.otherwise()))) {
                fault(node.line(), node.id() + " needs a default flow, for when no condition holds");
            }
            out.stream()
                    .filter(flow -> flow.condition() == null && !flow.id().equals(node.otherwise()))
                    .forEach(flow -> fault(flow.line(), flow.id() + " needs a condition"));
        }
        if (node.kind() == FlowNode.Kind.BOUNDARY) {
            FlowNode host = nodes.get(Objects.requireNonNullElse(node.host(), ""));
            if (host == null || !Objects.equals(host.scope(), node.scope())) {
                fault(node.line(), node.id() + " is attached to nothing beside it");
            } else if (host.kind() != FlowNode.Kind.STEP && host.kind() != FlowNode.Kind.SUBPROCESS) {
                fault(node.line(), node.id() + " may be attached to a userTask or a subProcess only");
            }
        }
    }

    /** Whether one comes back to it without passing anything that waits. */
    private boolean circles(String id) {
        return !waits(id) && from(id, node -> !waits(node)).contains(id);
    }

    private boolean waits(String id) {
        FlowNode node = nodes.get(id);
        return node != null
                && (node.kind().waits() || (node.kind() == FlowNode.Kind.SUBPROCESS && !isPassedAtOnce(id)));
    }

    /** Whether one gets from the beginning of a subprocess to its end without passing anything that waits. */
    private boolean isPassedAtOnce(String subprocess) {
        return within(subprocess)
                .filter(node -> node.kind() == FlowNode.Kind.START)
                .flatMap(start -> from(start.id(), node -> !waits(node)).stream())
                .map(nodes::get)
                .anyMatch(node -> node != null && node.kind().isEnd());
    }

    private Set<String> reached() {
        var reached = new HashSet<String>();
        nodes.values().stream()
                .filter(node -> node.kind() == FlowNode.Kind.START || node.kind() == FlowNode.Kind.BOUNDARY)
                .forEach(node -> {
                    reached.add(node.id());
                    reached.addAll(from(node.id(), _ -> true));
                });
        return reached;
    }

    /** Where one gets from a node, going on from what is passed only. */
    private Set<String> from(String id, Predicate<String> passed) {
        var reached = new HashSet<String>();
        var next = new ArrayDeque<>(List.of(id));
        while (!next.isEmpty()) {
            String at = next.pop();
            for (Flow flow : flows.values()) {
                if (flow.from().equals(at) && reached.add(flow.to()) && passed.test(flow.to())) {
                    next.push(flow.to());
                }
            }
        }
        return reached;
    }
}
