// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import polity.kernel.node.Zone;
import polity.testing.Manner;
import polity.testing.OfferedPackage;
import polity.testing.Resident;
import polity.testing.Visit;

import static org.assertj.core.api.Assertions.assertThat;

/** Questions about each of several things, and questions that may stay open, in a real browser. */
class RepeatedPagesJourneyTest {

    private static final String CARDS = "main .polity-card";
    private static final byte[] PLAN = file("a plan of the stalls");
    private static final byte[] CAKES = file("the licence to sell cakes");
    private static final byte[] SOUP = file("the licence to sell soup");
    private static final String FIRST_LICENCE = "main a[href$='/files/stalls%5B0%5D.licence']";
    private static final String SECOND_LICENCE = "main a[href$='/files/stalls%5B1%5D.licence']";

    private static byte[] file(String content) {
        return ("%PDF-1.7 " + content).getBytes(StandardCharsets.US_ASCII);
    }

    @BeforeAll
    static void offer() {
        OfferedPackage.offer("street-party");
    }

    // Without script it is read in Chinese and on a phone.
    @ParameterizedTest
    @EnumSource(names = {"KEYBOARD", "NARROW", "WITHOUT_SCRIPT"})
    void an_applicant_adds_changes_and_removes_and_an_official_reads_what_stayed(Manner manner) {
        Resident resident = Resident.settle(manner.language());
        try (var citizen = new Visit(manner, Zone.PUBLIC);
                var official = new Visit(manner, Zone.DESK)) {
            citizen.go("/sign-in").signIn(resident.email());
            begin(citizen);
            // Nothing on this page has to be answered, and it is asked all the same.
            assertThat(citizen.path()).endsWith("/remarks");
            citizen.next();
            addHosts(citizen);
            citizen.press(CARDS + " a[href$='/hosts/1']")
                    .fill("host", "Ada Maria")
                    .next();
            citizen.press(CARDS + " a[href$='/hosts/2/remove']").press("main .govuk-button-group a");
            assertThat(cards(citizen)).isEqualTo(3);
            citizen.press(CARDS + " a[href$='/hosts/2/remove']").next();
            assertThat(citizen.text()).contains("Ada Maria", "Cleo").doesNotContain("Bo");
            citizen.choose("another", "no").next();
            citizen.choose("trade", "yes").next();
            addStalls(citizen);
            citizen.upload("plan", "plan.pdf", PLAN).next();

            assertThat(citizen.path()).endsWith("/check");
            String notGiven = manner.language().equals("en") ? "Not given" : "未填写";
            assertThat(citizen.text()).contains("Ada Maria", "Cleo", "Nuts", "cakes.pdf", "plan.pdf", notGiven);
            assertThat(cards(citizen)).isEqualTo(4);
            citizen.press(CARDS + " a[href$='/stalls/2']")
                    .choose("sells", "food")
                    .next();
            citizen.fill("allergens", "Milk").upload("licence", "soup.pdf", SOUP);
            citizen.next().next();
            assertThat(citizen.path()).endsWith("/check");
            citizen.next();
            assertThat(citizen.text())
                    .contains("Ada Maria", "Nuts", "Milk")
                    .containsPattern("Not decided yet|尚未决定")
                    .doesNotContain("object within", "提出异议");
            hasAllFiles(citizen);
            String reference = citizen.reference();

            official.review(reference);
            assertThat(official.text()).contains("Ada Maria", "Cleo", "Nuts", "Milk", notGiven);
            assertThat(cards(official)).isEqualTo(4);
            hasAllFiles(official);
        }
    }

    private static void hasAllFiles(Visit reader) {
        assertThat(reader.download("main a[href$='/files/plan']")).isEqualTo(PLAN);
        assertThat(reader.download(FIRST_LICENCE)).isEqualTo(CAKES);
        assertThat(reader.download(SECOND_LICENCE)).isEqualTo(SOUP);
    }

    private static void begin(Visit citizen) {
        citizen.go("/services/street-party").next();
        citizen.fill("street", "Castle Street").next();
    }

    /** As many as there may be: below the least number one after the other, then as long as there is another. */
    private static void addHosts(Visit citizen) {
        citizen.next()
                .wrong("host")
                .fill("host", "Ada")
                .fill("telephone", "07700 900123")
                .next();
        assertThat(citizen.path()).endsWith("/hosts/2");
        citizen.fill("host", "Bo").next();
        assertThat(citizen.path()).endsWith("/hosts/items");
        citizen.next().wrong("another").choose("another", "yes").next();
        citizen.fill("host", "Cleo").next();
        assertThat(cards(citizen)).isEqualTo(3);
        assertThat(citizen.page().locator("input[name=another]").count()).isZero();
    }

    /** None is needed; an answer about the first one brings up another question about it. */
    private static void addStalls(Visit citizen) {
        assertThat(citizen.path()).endsWith("/stalls/items");
        citizen.next().wrong("another").choose("another", "yes").next();
        citizen.choose("sells", "food");
        open(citizen, tomorrow()).next();
        assertThat(citizen.path()).endsWith("/stalls/1");
        assertThat(citizen.page().isChecked("input[value=food]")).isTrue();
        assertThat(citizen.text()).containsPattern("another question on this page|还有一个问题");
        // Of a request that is larger than any may be, nothing can be read, and nothing of the answers before is lost.
        citizen.fill("allergens", "Nuts").upload("licence", "large.pdf", new byte[30 << 20]);
        citizen.next().wrong("licence");
        assertThat(citizen.text()).contains("1 MB");
        assertThat(citizen.page().isChecked("input[value=food]")).isTrue();
        // What is no file of a known kind is said beside the question; a right one stays, though another answer lacks.
        citizen.fill("allergens", "Nuts").upload("licence", "cakes.pdf", "cakes".getBytes(StandardCharsets.US_ASCII));
        citizen.next().wrong("licence");
        citizen.fill("allergens", " ").upload("licence", "cakes.pdf", CAKES).next();
        citizen.wrong("allergens");
        assertThat(citizen.text()).contains("cakes.pdf");
        citizen.fill("allergens", "Nuts").next();
        citizen.choose("another", "yes").next().choose("sells", "goods");
        open(citizen, tomorrow().minusYears(1)).next().wrong("opens-day");
        open(citizen, tomorrow()).next();
        assertThat(cards(citizen)).isEqualTo(2);
        citizen.next();
    }

    private static Visit open(Visit citizen, LocalDate day) {
        // In the order in which the language writes them, for whoever goes by the Tab key.
        boolean yearFirst = "zh-Hans".equals(citizen.page().getAttribute("html", "lang"));
        if (yearFirst) {
            citizen.fill("opens-year", Integer.toString(day.getYear()));
        }
        citizen.fill("opens-day", Integer.toString(day.getDayOfMonth()));
        citizen.fill("opens-month", Integer.toString(day.getMonthValue()));
        return yearFirst ? citizen : citizen.fill("opens-year", Integer.toString(day.getYear()));
    }

    private static LocalDate tomorrow() {
        return LocalDate.now(ZoneId.of("Europe/London")).plusDays(1);
    }

    private static int cards(Visit visit) {
        return visit.page().locator(CARDS).count();
    }

    @Test
    void a_second_click_or_an_old_page_neither_doubles_nor_loses_anything() {
        try (var citizen = new Visit(Manner.ENGLISH, Zone.PUBLIC)) {
            begin(citizen);
            citizen.next().fill("host", "Ada");
            citizen.navigating(() -> citizen.page().dblclick("main form button[type=submit]"));
            String hosts = citizen.path().replaceFirst("/hosts/.*", "/hosts");
            citizen.go(hosts + "/2").fill("host", "Bo").next();
            assertThat(cards(citizen)).isEqualTo(2);

            // Back to the page that added him, and on again, changed: it is still one.
            citizen.page().goBack();
            citizen.fill("host", "Bo Peter").next();
            assertThat(cards(citizen)).isEqualTo(2);
            assertThat(citizen.text()).contains("Ada", "Bo Peter");

            // An older list in another window must not make the first one the second.
            citizen.go(hosts + "/2");
            try (var other = citizen.page().context().newPage()) {
                other.navigate(citizen.page().url().replaceFirst("/2$", "/1/remove"));
                other.dblclick("main form button[type=submit]");
                other.waitForURL("**/hosts/items");
            }
            citizen.fill("host", "Changed").next();
            assertThat(citizen.text()).contains("The list has changed", "Bo Peter", "Add at least 1 more");
            assertThat(cards(citizen)).isEqualTo(1);
            citizen.next();
            assertThat(citizen.path()).isEqualTo(hosts + "/2");
        }
    }

    @Test
    void to_have_none_is_an_answer_and_what_is_no_longer_asked_is_dropped() {
        try (var citizen = new Visit(Manner.ENGLISH, Zone.PUBLIC)) {
            begin(citizen);
            citizen.next().fill("host", "Ada").next().fill("host", "Bo").next();
            citizen.choose("another", "no").next().choose("trade", "yes").next();
            citizen.choose("another", "no").next().next();
            assertThat(citizen.path()).endsWith("/check");
            assertThat(citizen.text()).containsPattern("Stalls\\s+None");

            citizen.press("main a[href$='/trade']").choose("trade", "no").next();
            assertThat(citizen.path()).endsWith("/check");
            assertThat(citizen.text()).doesNotContain("Stalls", "plan of the stalls");
            citizen.press("main a[href$='/hosts']").press(".govuk-back-link");
            assertThat(citizen.path()).endsWith("/remarks");
        }
    }
}
