// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Zone;
import polity.testing.RunningPolity;
import polity.testing.StatementCounter;

import static org.assertj.core.api.Assertions.assertThat;

/** The law of the demonstration on a running node. */
class LawInForceTest {

    @Test
    void anyone_reads_it_without_a_session_and_without_asking_the_database() {
        for (String path :
                List.of("/law", "/law/parking-order", "/law/parking-order/11", "/law/parking-order/11?on=2024-04-01")) {
            var answer = StatementCounter.send(HttpRequest.newBuilder(RunningPolity.address(Zone.PUBLIC, path))
                    .GET()
                    .build());
            assertThat(answer.response().statusCode()).as(path).isEqualTo(200);
            assertThat(answer.response().headers().firstValue("Set-Cookie"))
                    .as(path)
                    .isEmpty();
            assertThat(answer.statements()).as(path).isEmpty();
        }
    }

    @Test
    void what_there_is_not_is_not_found() {
        for (String path : List.of("/law/x", "/law/parking-order/999", "/law/parking-order/11?on=tomorrow")) {
            assertThat(RunningPolity.get(Zone.PUBLIC, path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        for (String path : List.of("/law", "/law/parking-order", "/law/parking-order/11")) {
            assertThat(RunningPolity.get(Zone.DESK, path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void search_finds_the_law_and_its_articles() {
        assertThat(RunningPolity.get(Zone.PUBLIC, "/search?q=law").body()).contains("href=\"/law\"");
        assertThat(RunningPolity.get(Zone.PUBLIC, "/search?q=refund").body())
                .contains("href=\"/law/parking-order/17\"", "href=\"/services/residents-parking-permit\"");
        assertThat(RunningPolity.get(Zone.PUBLIC, "/search").body()).contains("href=\"/services\"");
        assertThat(RunningPolity.get(Zone.PUBLIC, "/services").body())
                .contains("href=\"/services/residents-parking-permit\"");
    }

    @Test
    void its_days_are_those_of_the_authority() {
        Law law = RunningPolity.part(Law.class);
        assertThat(law.day(Instant.parse("2026-03-31T22:59:59Z"))).isEqualTo(LocalDate.of(2026, 3, 31));
        assertThat(law.day(Instant.parse("2026-03-31T23:00:00Z"))).isEqualTo(LocalDate.of(2026, 4, 1));
    }
}
