// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/** The BPMN engine within our transactions, begun when it is first needed: starting it takes a second. */
final class Engine {

    /** Of its tables. */
    static final String SCHEMA = "process";

    private final DataSource database;
    private final PlatformTransactionManager transactions;
    private final EngineCalls calls;
    private @Nullable ProcessEngine begun;

    Engine(DataSource database, PlatformTransactionManager transactions, EngineCalls calls) {
        this.database = database;
        this.transactions = transactions;
        this.calls = calls;
    }

    synchronized ProcessEngine engine() {
        ProcessEngine engine = begun;
        if (engine == null) {
            engine = begin();
            begun = engine;
        }
        return engine;
    }

    private ProcessEngine begin() {
        var settings = new SpringProcessEngineConfiguration();
        settings.setDataSource(database);
        settings.setTransactionManager(transactions);
        settings.setDatabaseType("postgres");
        settings.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
        settings.setDatabaseTablePrefix(SCHEMA + ".");
        settings.setTablePrefixIsSchema(true);
        settings.setBeans(Map.of("calls", calls));
        settings.setIdGenerator(() -> UUID.randomUUID().toString());
        // History, time limits, tasks and people are ours; jobs run in our job zone.
        settings.setHistoryLevel(HistoryLevel.NONE);
        settings.setDbHistoryUsed(false);
        settings.setAsyncExecutorActivate(false);
        settings.setDisableIdmEngine(true);
        settings.setDisableEventRegistry(true);
        settings.setEnableEventDispatcher(false);
        settings.setEnableSafeBpmnXml(true);
        settings.setEnableProcessDefinitionInfoCache(false);
        // It would note its settings in a table, in the transaction of whoever needs it first.
        settings.getPerformanceSettings().setValidateExecutionRelationshipCountConfigOnBoot(false);
        settings.getPerformanceSettings().setValidateTaskRelationshipCountConfigOnBoot(false);
        return settings.buildEngine();
    }
}
