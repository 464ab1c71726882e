// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.List;
import java.util.UUID;

import org.flowable.engine.RuntimeService;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.runtime.Execution;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Transactions;

/**
 * Processes under way. Each call is part of the caller's transaction and returns where the process stands after it: what it
 * waits for is the caller's to keep.
 */
public final class Processes {

    private final Engine engine;
    private final Definitions definitions;
    private final JdbcClient jdbc;

    Processes(Engine engine, Definitions definitions, JdbcClient jdbc) {
        this.engine = engine;
        this.definitions = definitions;
        this.jdbc = jdbc;
    }

    /**
     * Begins the process that a package declares.
     *
     * @param subject what it is about
     * @param digest of the package
     */
    public Standing begin(UUID subject, String digest) {
        Transactions.required();
        String key = Definitions.key(digest);
        deploy(key, subject);
        return standing(UUID.fromString(
                runtime().startProcessInstanceByKey(key, subject.toString()).getProcessInstanceId()));
    }

    /** People have taken this step. */
    public Standing taken(UUID process, UUID step) {
        Transactions.required();
        runtime().trigger(step.toString());
        return standing(process);
    }

    /** The time has run out that this event waits for, or the message has come. */
    public Standing happened(UUID process, UUID event) {
        Transactions.required();
        runtime().createEventSubscriptionQuery().executionId(event.toString()).list().stream()
                .findFirst()
                .ifPresent(waiting -> runtime().messageEventReceived(waiting.getEventName(), event.toString()));
        return standing(process);
    }

    /** Ends it, wherever it stands. */
    public void end(UUID process) {
        Transactions.required();
        runtime().deleteProcessInstance(process.toString(), null);
    }

    /** What a process waits for now; the scopes that it is in wait for nothing themselves. */
    private Standing standing(UUID process) {
        List<ExecutionEntity> all =
                runtime().createExecutionQuery().processInstanceId(process.toString()).list().stream()
                        .map(ExecutionEntity.class::cast)
                        .toList();
        return new Standing(
                process,
                all.stream()
                        .filter(ExecutionEntity::isProcessInstanceType)
                        .findFirst()
                        .map(root ->
                                definitions.of(root.getProcessDefinitionId(), UUID.fromString(root.getBusinessKey())))
                        .map(definition -> all.stream()
                                .filter(each -> waits(definition, each))
                                .map(each -> new Standing.Token(UUID.fromString(each.getId()), each.getActivityId()))
                                .toList())
                        .orElse(List.of()));
    }

    private static boolean waits(ProcessDefinition definition, Execution at) {
        FlowNode node = at.getActivityId() == null ? null : definition.nodes().get(at.getActivityId());
        return node != null && (node.kind().waits() || node.kind() == FlowNode.Kind.BOUNDARY);
    }

    private RuntimeService runtime() {
        return engine.engine().getRuntimeService();
    }

    /** Makes the process known to the engine, once, whichever node is first. */
    private void deploy(String key, UUID subject) {
        var repository = engine.engine().getRepositoryService();
        if (repository.createProcessDefinitionQuery().processDefinitionKey(key).count() > 0) {
            return;
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .param(key)
                .query((_, _) -> true)
                .single();
        if (repository.createProcessDefinitionQuery().processDefinitionKey(key).count() == 0) {
            repository
                    .createDeployment()
                    .key(key)
                    .addBpmnModel(key + ".bpmn", EngineModel.of(definitions.of(subject), key))
                    .deploy();
        }
    }
}
