// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Zone;
import polity.testing.Manner;
import polity.testing.Resident;
import polity.testing.Visit;

import static org.assertj.core.api.Assertions.assertThat;

/** An individual business is registered, by the rules or by the registrar, and ends when no authority objects. */
class IndividualBusinessJourneyTest {

    private static final String SERVICE = "/services/individual-business-registration";
    private static final byte[] LEASE = "%PDF-1.7 a lease".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PDF = "%PDF-1.7 what was asked for".getBytes(StandardCharsets.US_ASCII);
    private static final String CREDIT_CODE = "92[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}";

    @Test
    void what_is_missing_is_told_once_and_answered_and_the_registrar_then_approves() {
        Resident resident = Resident.settle("zh-Hans");
        try (var operator = new Visit(Manner.WITHOUT_SCRIPT, Zone.PUBLIC)) {
            operator.go("/sign-in").signIn(resident.email());
            asked(operator, "residence");
            operator.await(".polity-timeline__event--current");
            String reference = operator.reference();

            try (var registrar = new Visit(Manner.KEYBOARD, Zone.DESK)) {
                registrar.go("/desk").signIn("deng@demo.example").press("nav a[href='/desk/tasks']");
                open(registrar, reference);
                registrar.next().wrong("decision");
                registrar.choose("decision", "supplement").next().wrong("missing");
                registrar
                        .tick("missing", "neighbours")
                        .fill("notice", "We need the consent of those who live there.")
                        .next();
                assertThat(registrar.text()).contains("Sent");
            }

            operator.go("/cases").press("main tbody a[href^='/cases/']");
            assertThat(operator.text()).contains("We need the consent of those who live there.");
            operator.press("main a[href*='/requests/']");
            operator.next().wrong("supplement_neighbours");
            operator.upload("supplement_neighbours", "consent.pdf", PDF).next();
            operator.await(".polity-timeline__event--current");

            try (var registrar = new Visit(Manner.KEYBOARD, Zone.DESK)) {
                registrar.go("/desk").signIn("deng@demo.example").press("nav a[href='/desk/tasks']");
                open(registrar, reference);
                assertThat(registrar.text()).contains("consent.pdf");
                registrar.choose("decision", "supplement").next().wrong("decision");
                registrar.choose("decision", "approve").next();
                assertThat(registrar.text()).contains("Sent");
            }

            operator.go("/cases").press("main tbody a[href^='/cases/']");
            operator.await("main a[href*='/documents/']");
            assertThat(operator.text()).containsPattern(CREDIT_CODE).contains("已登记");
        }
    }

    @Test
    void what_is_registered_on_the_spot_ends_when_neither_the_tax_office_nor_social_insurance_objects() {
        Resident resident = Resident.settle("zh-Hans");
        try (var operator = new Visit(Manner.CHINESE, Zone.PUBLIC)) {
            operator.go("/sign-in").signIn(resident.email());
            asked(operator, "shop");
            operator.await("main a[href*='/documents/']");

            assertThat(operator.text()).containsPattern(CREDIT_CODE).doesNotContain("撤回申请");

            operator.press("main a[href$='/cancel']").next();
            operator.choose("settled", "yes").next();
            operator.next();
            assertThat(operator.path()).endsWith("/check");
            operator.next().await(".polity-timeline__event--current");
            String reference = operator.reference();

            agree("tian@demo.example", reference);
            agree("she@demo.example", reference);

            operator.go("/cases").press("main tbody tr:has-text('%s') a".formatted(reference));
            assertThat(operator.text()).contains("已注销").doesNotContain("撤回申请");
        }
    }

    /** An authority that is asked says that it doesn't object. */
    private static void agree(String email, String reference) {
        try (var official = new Visit(Manner.NARROW, Zone.DESK)) {
            official.go("/desk").signIn(email).go("/desk/tasks");
            open(official, reference);
            official.choose("objects", "no").next();
            assertThat(official.text()).contains("Sent");
        }
    }

    /** Applies for a business without a name, in a shop or at home. */
    private static void asked(Visit operator, String premises) {
        operator.go(SERVICE).next();
        operator.fill("id_number", "11010519491231002X").next();
        operator.fill("phone", "13800138000").next();
        operator.choose("kind", "personal").next();
        operator.choose("industry", "repair").next();
        operator.page().locator("input[name=items]").first().check();
        operator.next();
        operator.choose("has_name", "no").next();
        operator.choose("premises", premises).next();
        operator.fill("address", "1 Test Street, " + UUID.randomUUID())
                .choose("shared", "no")
                .next();
        if (premises.equals("residence")) {
            operator.choose("neighbours_agree", "yes").next();
        }
        operator.upload("proof", "lease.pdf", LEASE).next();
        assertThat(operator.path()).endsWith("/check");
        operator.next();
    }

    /** Opens the task about the case. */
    private static void open(Visit official, String reference) {
        String row = "main tr:has-text('%s') a".formatted(reference);
        official.press("a[href='%s']".formatted(official.page().getAttribute(row, "href")));
    }
}
