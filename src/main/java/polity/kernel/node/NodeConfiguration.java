// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.time.InstantSource;
import java.util.List;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class NodeConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Listeners listeners(NodeSettings settings, ObjectProvider<PrivateLine> line) {
        return new Listeners(settings, line::getObject);
    }

    @Bean
    FilterRegistrationBean<Listeners> zoneFilter(Listeners listeners) {
        var registration = new FilterRegistrationBean<>(listeners);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC);
        return registration;
    }

    @Bean
    WebMvcRegistrations zoneMapping() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new ZoneMapping();
            }
        };
    }

    @Bean
    ZoneDataSource dataSource(NodeSettings settings, Database database) {
        return new ZoneDataSource(settings.zones(), database.url(), database::password);
    }

    @Bean
    Transactions transactions(JdbcClient jdbc, PlatformTransactionManager manager) {
        return new Transactions(jdbc, manager);
    }

    @Bean
    JobRunner jobRunner(ObjectProvider<Job> jobs, JdbcClient jdbc, InstantSource clock, NodeSettings settings) {
        return new JobRunner(jobs, jdbc, clock, settings.zones().contains(Zone.JOBS));
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, JsonMapper json, List<Subscriber<?>> subscribers, JobRunner runner) {
        return new Outbox(jdbc, json, subscribers, runner);
    }

    @Bean
    Outbox.Deliveries deliveries(
            JdbcClient jdbc,
            Transactions transactions,
            JsonMapper json,
            List<Subscriber<?>> subscribers,
            InstantSource clock) {
        return new Outbox.Deliveries(jdbc, transactions, json, subscribers, clock);
    }
}
