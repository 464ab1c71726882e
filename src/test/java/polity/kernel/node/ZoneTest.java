// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ZoneTest {

    @Test
    void health_is_told_to_operations_only() {
        assertThat(RunningPolity.get(Zone.MANAGEMENT, "/actuator/health/readiness")
                        .body())
                .contains("UP");
        assertThat(RunningPolity.get(Zone.PUBLIC, "/actuator/health/readiness").statusCode())
                .isEqualTo(404);
        assertThat(RunningPolity.get(Zone.DESK, "/actuator/health").statusCode())
                .isEqualTo(404);
        for (String hidden : List.of("/%61ctuator/health", "/actu%61tor", "/;x/actuator/health")) {
            assertThat(RunningPolity.get(Zone.PUBLIC, hidden).statusCode())
                    .as(hidden)
                    .isIn(400, 404);
        }
    }

    @Test
    void an_address_of_another_zone_is_not_there_whatever_is_done_to_it() {
        HttpRequest post = HttpRequest.newBuilder(RunningPolity.address(Zone.PUBLIC, "/desk/services"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = RunningPolity.send(post);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Allow")).isEmpty();
        assertThat(RunningPolity.send(HttpRequest.newBuilder(RunningPolity.address(Zone.PUBLIC, "/log/checkpoint"))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void the_exchange_reads_the_log_and_nothing_else() {
        JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
        for (String table :
                List.of("audit.entry", "audit.pending", "identity.person", "ledger.account", "cases.matter")) {
            assertThatThrownBy(() -> Zone.EXCHANGE.call(() -> jdbc.sql("select count(*) from " + table)
                            .query(Long.class)
                            .single()))
                    .as(table)
                    .hasStackTraceContaining("permission denied");
        }
        assertThat(Zone.EXCHANGE.<Long, RuntimeException>call(() -> jdbc.sql("select count(*) from audit.leaf")
                        .query(Long.class)
                        .single()))
                .isNotNegative();
    }

    @Test
    void each_zone_connects_with_its_own_role() {
        JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
        for (Zone zone : Zone.values()) {
            String role = zone.call(
                    () -> jdbc.sql("select session_user").query(String.class).single());
            assertThat(role).isEqualTo(zone.role());
        }
    }

    @Test
    void work_for_no_zone_reaches_no_data() {
        JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
        assertThatThrownBy(() -> jdbc.sql("select 1").query(Integer.class).single())
                .isInstanceOf(Zone.NoZone.class);
    }
}
