// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.net.URI;
import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

@Configuration(proxyBeanMethods = false)
@Conditional(SampleConfiguration.InDemonstration.class)
class SampleConfiguration {

    private static final String SECRET = "payment-webhook";
    private static final String WEBHOOK = "/api/payments/" + SampleProvider.NAME + "/webhook";

    @Bean
    SampleCharges sampleCharges(
            JdbcClient jdbc,
            Transactions transactions,
            NodeSettings settings,
            Environment environment,
            InstantSource clock) {
        return new SampleCharges(jdbc, transactions, signature(settings), () -> webhook(settings, environment), clock);
    }

    /** Before any other provider: in a demonstration no money moves. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SampleProvider sampleProvider(
            JsonMapper json,
            NodeSettings settings,
            SampleCharges charges,
            Transactions transactions,
            InstantSource clock) {
        return new SampleProvider(json, signature(settings), charges, transactions, clock);
    }

    private static Signature signature(NodeSettings settings) {
        return new Signature(PaymentSecret.read(settings.data(), SECRET));
    }

    /** The first listener is the public one where this node has it, on a port that may have been free by chance. */
    private static URI webhook(NodeSettings settings, Environment environment) {
        String port = environment.getProperty("local.server.port");
        return settings.zones().contains(Zone.PUBLIC) && port != null
                ? URI.create("http://localhost:" + port + WEBHOOK)
                : URI.create(settings.publicAddress() + WEBHOOK);
    }

    /** Whether this is a demonstration: only then does the sample provider exist. */
    static final class InDemonstration implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var beans = context.getBeanFactory();
            return beans != null && beans.getBean(NodeSettings.class).demonstration();
        }
    }
}
