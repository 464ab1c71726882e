// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;
import polity.testing.StatementCounter;

import static org.assertj.core.api.Assertions.assertThat;

class RegisterPagesTest {

    private static final Pattern ENTRY = Pattern.compile("/registers/permits/[0-9a-f-]{36}");

    private final List<Problem> problems = new ArrayList<>();

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
                .contains(
                        "DEMO-0003", "In force", "In force from", "15 March 2026", "Last day in force", "14 March 2027")
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
                "field=number&value=%07",
                "field=&value=x",
                "value=x&field=zone%27--"
            })
    void what_can_not_be_searched_says_so(String query) {
        int status =
                RunningPolity.get(Zone.PUBLIC, "/registers/permits?" + query).statusCode();
        assertThat(status).isIn(400, 422);
    }

    @Test
    void a_small_register_is_shown_whole_and_a_large_one_is_browsed_by_it() {
        assertThat(body("/registers/parking-zones"))
                .contains("Castle Quarter", "Bell Yard", "Keep Lane")
                .doesNotContain("<form class=\"polity-filter\"");
        assertThat(body("/registers/parking-zones?beyond=E"))
                .contains("Bell Yard")
                .doesNotContain("Keep Lane");
        assertThat(body("/registers/permits"))
                .contains("Browse: Parking zone", "field=zone&amp;value=B", "B – Old Quay")
                .contains("/law/parking-order/20#p1")
                .doesNotContain("DEMO-0003", "parking-order:20(1)");
        assertThat(body("/registers/permits?field=zone&value=B"))
                .contains("Parking zone: B – Old Quay", "DEMO-0003")
                .doesNotContain("DEMO-0004");
        assertThat(body("/registers/permits?value=")).doesNotContain("Nothing was found", "Error: ");
        assertThat(RunningPolity.get(Zone.PUBLIC, "/registers/permits?value=%07")
                        .body())
                .contains("<title>Error: ", "govuk-error-summary", "href=\"#value\"");
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

    @Test
    void what_is_typed_is_looked_for_in_a_field_that_is_not_chosen_elsewhere() {
        assertThat(declared("public: {fields: [a, b], search: [b, a]}").usualSearch())
                .hasValue("a");
        assertThat(declared("public: {fields: [a, b], search: [b]}").usualSearch())
                .hasValue("b");
        assertThat(declared("public: {fields: [a, b]}").usualSearch()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key: [a, b]\npublic: {fields: [a, b], list: true}", "public: {fields: [b], list: true}"})
    void a_register_that_is_shown_whole_goes_page_by_page_by_one_open_field(String wrong) {
        declared(wrong);

        assertThat(problems)
                .extracting(Problem::reason)
                .singleElement()
                .asString()
                .contains("page by page");
    }

    private Register declared(String further) {
        String key = further.startsWith("key:") ? "" : "key: [a]\n";
        return new RegisterFile(Declaration.read("""
                        code: things
                        name: {en: Things, zh-Hans: 东西}
                        legal_basis: ["parking-order:2(1)"]
                        fields:
                          a: {type: text, label: {en: A, zh-Hans: 甲}}
                          b: {type: text, register: others, label: {en: B, zh-Hans: 乙}}
                        look_ups: [[a], [b]]
                        """ + key + further, "things/register.yaml", problems)).read();
    }

    private static String body(String path) {
        var answer = RunningPolity.get(Zone.PUBLIC, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }
}
