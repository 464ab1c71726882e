// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

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
    }

    @Test
    void each_zone_connects_with_its_own_role() {
        JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
        for (Zone zone : new Zone[] {Zone.PUBLIC, Zone.DESK, Zone.MANAGEMENT, Zone.JOBS}) {
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
