// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.audit.Audit;
import polity.kernel.cases.Cases;
import polity.kernel.cases.ProcessedCases;
import polity.kernel.catalogue.WorkingDays;
import polity.kernel.forms.Uploads;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.process.Processes;

@Configuration(proxyBeanMethods = false)
class HandlingConfiguration {

    @Bean
    Tasks tasks(JdbcClient jdbc, JsonMapper json) {
        return new Tasks(jdbc, json);
    }

    @Bean
    Progress.Asked processWork(ProcessedCases cases, Tasks tasks) {
        return new Progress.Asked(cases, tasks);
    }

    @Bean
    TimeLimits timeLimits(WorkingDays days, Tasks tasks) {
        return new TimeLimits(days, tasks);
    }

    @Bean
    Progress progress(
            Processes processes,
            ProcessedCases cases,
            Tasks tasks,
            Enquiries enquiries,
            TimeLimits limits,
            Outbox outbox) {
        return new Progress(processes, cases, tasks, enquiries, limits, outbox);
    }

    @Bean
    Handling handling(
            Transactions transactions,
            Tasks tasks,
            Progress progress,
            TimeLimits limits,
            Cases cases,
            Audit audit,
            InstantSource clock) {
        return new Handling(transactions, tasks, progress, limits, cases, audit, clock);
    }

    @Bean
    Enquiries enquiries(JdbcClient jdbc, JsonMapper json, Tasks tasks) {
        return new Enquiries(jdbc, json, tasks);
    }

    @Bean
    Requests requests(
            Transactions transactions,
            Enquiries enquiries,
            ProcessedCases cases,
            Uploads uploads,
            Outbox outbox,
            Audit audit,
            InstantSource clock) {
        return new Requests(transactions, enquiries, cases, uploads, outbox, audit, clock);
    }

    @Bean
    Answers processAnswers(ObjectProvider<Progress> progress, InstantSource clock) {
        return new Answers(progress::getObject, clock);
    }

    @Bean
    Beginning processBeginning(ObjectProvider<Progress> progress, InstantSource clock) {
        return new Beginning(progress::getObject, clock);
    }

    @Bean
    Messages processMessages(ObjectProvider<Progress> progress, InstantSource clock) {
        return new Messages(progress::getObject, clock);
    }

    @Bean
    TimeSweep timeSweep(Transactions transactions, Progress progress, Tasks tasks, InstantSource clock) {
        return new TimeSweep(transactions, progress, tasks, clock);
    }
}
