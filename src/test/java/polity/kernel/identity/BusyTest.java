// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class BusyTest {

    @Test
    void when_all_connections_are_taken_people_and_programs_are_told_to_come_again() throws SQLException {
        Browsing citizen = Browsing.signedIn(Zone.PUBLIC, "omar@demo.example");
        Browsing program = new Browsing(Zone.PUBLIC).sending("Authorization", "Bearer " + "A".repeat(43));
        Deque<Connection> taken = new ArrayDeque<>();
        HttpResponse<String> page;
        HttpResponse<String> api;
        try {
            takeAll(taken);
            page = citizen.get("/cases");
            api = program.get("/api/cases");
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("What you saved before is safe");
        assertThat(api.statusCode()).isEqualTo(503);
        assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(api.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(citizen.get("/cases").statusCode()).isEqualTo(200);
    }

    private static void takeAll(Deque<Connection> taken) {
        DataSource source = RunningPolity.part(DataSource.class);
        try {
            for (int i = 0; i < 1_000; i++) {
                taken.add(Zone.PUBLIC.call(source::getConnection));
            }
        } catch (SQLException _) {
            assertThat(taken).isNotEmpty();
        }
    }
}
