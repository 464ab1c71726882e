// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.net.http.HttpRequest;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import polity.kernel.node.Zone;
import polity.testing.RunningPolity;
import polity.testing.StatementCounter;

import static org.assertj.core.api.Assertions.assertThat;

class RegisterPagesTest {

    private static final Pattern ENTRY = Pattern.compile("/registers/permits/[0-9a-f-]{36}");

    @Test
    void anybody_reads_what_the_order_opens_and_no_more() {
        assertThat(body("/registers"))
                .contains("Register of parking permits")
                .doesNotContain("Vehicle register", "Address");
        String found = body("/registers/permits?field=number&value=DEMO-0003");
        assertThat(found)
                .contains("DEMO-0003", "NB•••DH", "14 March 2027", "Resident permit")
                .doesNotContain("NB50ADH", "Chandler Row", "H-2001", "6000", "6,000");
        Matcher entry = ENTRY.matcher(found);
        assertThat(entry.find()).isTrue();
        assertThat(body(entry.group()))
                .contains("DEMO-0003", "As it stood over time")
                .doesNotContain("NB50ADH");
        assertThat(RunningPolity.send(HttpRequest.newBuilder(
                                        RunningPolity.address(Zone.PUBLIC, "/registers/permits?field=zone&value=b"))
                                .header("Accept-Language", "zh-Hans")
                                .GET()
                                .build())
                        .body())
                .contains("停车许可登记册", "居民停车许可");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/registers/vehicles",
                "/registers/addresses?field=household&value=H-1001",
                "/registers/unicorns",
                "/registers/permits/00000000-0000-7000-8000-000000000000"
            })
    void what_is_not_open_is_not_there(String path) {
        assertThat(RunningPolity.get(Zone.PUBLIC, path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "field=registration&value=NB50ADH",
                "field=holder&value=x",
                "field=number&value=",
                "field=&value=x",
                "value=x&field=zone%27--"
            })
    void what_can_not_be_searched_says_so(String query) {
        int status =
                RunningPolity.get(Zone.PUBLIC, "/registers/permits?" + query).statusCode();
        assertThat(status).isIn(400, 422);
    }

    @Test
    void a_search_takes_one_statement_beside_its_context_however_much_it_finds() {
        var counted = StatementCounter.send(
                HttpRequest.newBuilder(RunningPolity.address(Zone.PUBLIC, "/registers/permits?field=zone&value=B"))
                        .GET()
                        .build());

        assertThat(counted.response().statusCode()).isEqualTo(200);
        assertThat(counted.statements()).hasSize(2).last().asString().contains("registers.open_find");
        assertThat(RunningPolity.get(Zone.DESK, "/registers/permits/" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
    }

    private static String body(String path) {
        var answer = RunningPolity.get(Zone.PUBLIC, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }
}
