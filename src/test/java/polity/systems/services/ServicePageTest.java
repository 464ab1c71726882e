// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.Manner;
import polity.testing.OfferedPackage;
import polity.testing.Visit;

import static org.assertj.core.api.Assertions.assertThat;

class ServicePageTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

    @Test
    void a_service_says_at_a_glance_who_can_what_it_costs_how_long_it_takes_and_where_the_law_says_so() {
        assertThat(page("en"))
                .contains("Who can apply", "£33.00 to £350.00", "£5.00 a day", "1 minute", "10 working days")
                .contains("href=\"/law/parking-order/8#p1\">Northbridge Parking Permits Order, article 8(1)</a>")
                .contains("You can object within 1 month");
        assertThat(page("zh-Hans")).contains("谁可以申请", "10个工作日", "第8条第1款", "£350.00");
    }

    @Test
    void machines_read_the_same_as_a_government_service_of_schema_org() {
        JsonNode service = data(page("en"));

        assertThat(service.get("@type").asString()).isEqualTo("GovernmentService");
        assertThat(service.get("name").asString()).isEqualTo("Parking permit for residents");
        assertThat(service.at("/audience/0/audienceType").asString()).isEqualTo("Residents");
        assertThat(service.at("/provider/@type").asString()).isEqualTo("GovernmentOrganization");
        assertThat(service.at("/provider/name").asString()).isEqualTo("Northbridge Borough Council");
        assertThat(service.at("/offers/lowPrice").asString()).isEqualTo("0.00");
        assertThat(service.at("/offers/highPrice").asString()).isEqualTo("350.00");
        assertThat(service.at("/offers/priceCurrency").asString()).isEqualTo("GBP");
        assertThat(service.at("/availableChannel/serviceUrl").asString())
                .endsWith("/services/residents-parking-permit");
        assertThat(service.at("/availableChannel/processingTime").asString()).isEqualTo("PT1M");
        assertThat(data(page("zh-Hans")).get("name").asString()).isEqualTo("居民停车许可");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHINESE", "NARROW"})
    void a_service_that_is_withdrawn_leads_to_what_it_gave_and_to_the_others(Manner manner) {
        OfferedPackage.offer("street-party");
        OfferedPackage.withdraw("street-party");
        try (var visitor = new Visit(manner, Zone.PUBLIC)) {
            visitor.go("/services/street-party");
            assertThat(visitor.text()).containsPattern("Street party|街区聚会").containsPattern("no longer offered|已停止办理");
            visitor.press("main a[href='/']");
            assertThat(visitor.text()).doesNotContain("Street party", "街区聚会");
        } finally {
            OfferedPackage.offer("street-party");
        }
    }

    private static String page(String language) {
        return new Browsing(Zone.PUBLIC)
                .sending("Accept-Language", language)
                .get("/services/residents-parking-permit")
                .body();
    }

    private static JsonNode data(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return JsonMapper.shared().readTree(data.group(1));
    }
}
