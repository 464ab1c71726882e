// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.Event;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowElementsContainer;
import org.flowable.bpmn.model.Gateway;
import org.flowable.bpmn.model.ImplementationType;
import org.flowable.bpmn.model.InclusiveGateway;
import org.flowable.bpmn.model.IntermediateCatchEvent;
import org.flowable.bpmn.model.Message;
import org.flowable.bpmn.model.MessageEventDefinition;
import org.flowable.bpmn.model.ParallelGateway;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ReceiveTask;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.bpmn.model.TerminateEventDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A process in the engine's terms. People's steps wait there as receive tasks: who takes them, by when and how is kept by
 * whoever uses processes. Time limits wait as messages, since the engine's timers can't pause. Every expression in it is
 * written here and asks {@link EngineCalls}; nothing that a package says is evaluated by the engine.
 */
final class EngineModel {

    private final ProcessDefinition definition;
    private final BpmnModel model = new BpmnModel();
    private final Map<String, FlowElement> made = new HashMap<>();

    private EngineModel(ProcessDefinition definition) {
        this.definition = definition;
    }

    /** @param key of the process definition in the engine */
    static BpmnModel of(ProcessDefinition definition, String key) {
        return new EngineModel(definition).make(key);
    }

    /** What the engine calls it when the time of this event has run out. */
    static String limit(String event) {
        return "limit." + event;
    }

    /** What the engine calls a message of the package. */
    static String message(String name) {
        return "message." + name;
    }

    private BpmnModel make(String key) {
        var process = new Process();
        process.setId(key);
        model.setTargetNamespace("urn:polity:process");
        model.addProcess(process);
        container(process, null);
        definition.flows().values().forEach(this::flow);
        return model;
    }

    private void container(FlowElementsContainer container, @Nullable String scope) {
        definition.nodes().values().stream()
                .filter(node -> Objects.equals(node.scope(), scope))
                .sorted(Comparator.comparing(node -> node.kind() == FlowNode.Kind.BOUNDARY))
                .forEach(node -> {
                    FlowElement element = element(node);
                    element.setId(node.id());
                    container.addFlowElement(element);
                    made.put(node.id(), element);
                    if (element instanceof SubProcess inner) {
                        container(inner, node.id());
                    }
                });
    }

    private FlowElement element(FlowNode node) {
        return switch (node.kind()) {
            case START -> new StartEvent();
            case END -> new EndEvent();
            case TERMINATE -> terminating();
            case STEP -> new ReceiveTask();
            case ACT -> act();
            case EXCLUSIVE -> gateway(new ExclusiveGateway(), node);
            case INCLUSIVE -> gateway(new InclusiveGateway(), node);
            case PARALLEL -> new ParallelGateway();
            case SUBPROCESS -> new SubProcess();
            case BOUNDARY -> boundary(node);
            case CATCH -> waiting(new IntermediateCatchEvent(), node);
        };
    }

    private static FlowElement terminating() {
        var end = new EndEvent();
        end.addEventDefinition(new TerminateEventDefinition());
        return end;
    }

    private static FlowElement act() {
        var task = new ServiceTask();
        task.setImplementationType(ImplementationType.IMPLEMENTATION_TYPE_EXPRESSION);
        task.setImplementation("${calls.act(execution)}");
        return task;
    }

    private static FlowElement gateway(Gateway gateway, FlowNode node) {
        gateway.setDefaultFlow(node.otherwise());
        return gateway;
    }

    private FlowElement boundary(FlowNode node) {
        var boundary = new BoundaryEvent();
        boundary.setAttachedToRefId(node.host());
        if (node.host() != null && made.get(node.host()) instanceof Activity host) {
            boundary.setAttachedToRef(host);
            host.getBoundaryEvents().add(boundary);
        }
        boundary.setCancelActivity(node.interrupts());
        return waiting(boundary, node);
    }

    private FlowElement waiting(Event event, FlowNode node) {
        String name = node.message() == null ? limit(node.id()) : message(node.message());
        if (model.getMessage(name) == null) {
            var message = new Message();
            message.setId(name);
            message.setName(name);
            model.addMessage(message);
        }
        var waits = new MessageEventDefinition();
        waits.setMessageRef(name);
        event.addEventDefinition(waits);
        return event;
    }

    private void flow(Flow flow) {
        var sequence = new SequenceFlow(flow.from(), flow.to());
        sequence.setId(flow.id());
        if (flow.condition() != null) {
            // Ids are letters, digits, - and _ (ProcessReader): nothing can be said in them.
            sequence.setConditionExpression("${calls.holds(execution, '" + flow.id() + "')}");
        }
        FlowNode from = definition.nodes().get(flow.from());
        FlowElementsContainer container =
                from != null && from.scope() != null && made.get(from.scope()) instanceof SubProcess inner
                        ? inner
                        : model.getMainProcess();
        container.addFlowElement(sequence);
    }
}
