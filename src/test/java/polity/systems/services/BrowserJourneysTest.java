// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import polity.kernel.node.Zone;
import polity.testing.Manner;
import polity.testing.Resident;
import polity.testing.Residents;
import polity.testing.Visit;

import static org.assertj.core.api.Assertions.assertThat;

/** A whole public service in a real browser: in each language, on a phone, by keyboard, and without script. */
class BrowserJourneysTest {

    private static final String SERVICE = "/services/residents-parking-permit";
    private static final String DOCUMENT = "main a[href*='/documents/']";
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}");

    @ParameterizedTest
    @EnumSource
    void a_citizen_applies_pays_and_gets_a_permit_that_anybody_can_verify(Manner manner) {
        Resident resident = Resident.settle(manner.language());
        try (var citizen = new Visit(manner, Zone.PUBLIC)) {
            citizen.go("/").press("main a[href='" + SERVICE + "']").next();
            citizen.next().wrong("product").choose("product", "resident").next();
            // Registers tell nothing to nobody; one signs in and is where one was.
            citizen.signIn(resident.email());
            citizen.fill("registration", "?").next().wrong("registration");
            citizen.fill("registration", resident.registration().toLowerCase(java.util.Locale.ROOT))
                    .next();
            citizen.choose("months", "3").next();
            citizen.next();
            assertThat(citizen.path()).endsWith("/check");
            assertThat(citizen.text())
                    .contains(resident.registration(), "£19.50", "Test Street", "Alder blue")
                    .containsPattern("Vehicle register|机动车登记册");

            citizen.next().choose("card", "declined").next();
            citizen.go("/cases").press("main table a");
            citizen.press("main a[href^='/demonstration/card/']")
                    .choose("card", "pays")
                    .next();
            citizen.await(DOCUMENT);

            byte[] permit = citizen.download(DOCUMENT);
            assertThat(new String(permit, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
            verify(manner, code(citizen.text()), permit);
            citizen.press("nav a[href='/cases']");
            assertThat(citizen.page().locator("main tbody tr").count()).isEqualTo(1);
        }
    }

    private static void verify(Manner manner, String code, byte[] permit) {
        byte[] altered = permit.clone();
        altered[3_000] ^= 1;
        try (var verifier = new Visit(manner, Zone.PUBLIC)) {
            verifier.go("/verify").next().wrong("code");
            verifier.fill("code", code.replace("-", " ").toLowerCase(java.util.Locale.ROOT))
                    .next();
            assertThat(verifier.page().locator(".govuk-panel--confirmation").count())
                    .isEqualTo(1);
            verifier.press("main a[href='/verify'].govuk-button").upload("file", "permit.pdf", permit);
            verifier.press("main form[method=post] button");
            assertThat(verifier.page().locator(".govuk-panel--confirmation").count())
                    .isEqualTo(1);
            verifier.go("/verify").upload("file", "permit.pdf", altered);
            verifier.press("main form[method=post] button");
            assertThat(verifier.page().title()).matches("(This file was changed|该文件已被改动).*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_official_looks_at_a_refusal_and_the_citizen_reads_why(Manner manner) {
        Resident resident = Resident.settle(manner.language(), 3_600);
        try (var citizen = new Visit(manner, Zone.PUBLIC);
                var official = new Visit(manner, Zone.DESK)) {
            citizen.go("/sign-in").signIn(resident.email());
            citizen.go(SERVICE).next();
            citizen.choose("product", "resident").next();
            // The registers know the vehicle already.
            assertThat(citizen.page().inputValue("#registration")).isEqualTo(resident.registration());
            citizen.next().choose("months", "12").next();
            citizen.next().next();
            String refused = citizen.path();
            assertThat(citizen.page().getAttribute(".polity-reasons a", "href")).startsWith("/law/parking-order/");
            citizen.press("main a[href$='/review']")
                    .fill("grounds", "The van weighs less than the register says.")
                    .next();
            assertThat(citizen.path()).isEqualTo(refused);
            String reference = citizen.reference();

            official.review(reference);
            assertThat(official.text()).contains("The van weighs less");
            official.next().wrong("decision");
            official.choose("decision", "uphold")
                    .fill("explanation", "The weighing note of " + reference)
                    .next();
            official.go("/desk/reviews");
            assertThat(official.text()).doesNotContain(reference);

            citizen.go(refused);
            assertThat(citizen.text()).contains("The weighing note of " + reference);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYBOARD", "NARROW", "WITHOUT_SCRIPT"})
    void the_letter_of_a_company_is_uploaded_checked_and_read_by_the_official_who_decides(Manner manner) {
        Resident resident = Resident.settle(manner.language());
        byte[] letter = ("%PDF-1.7 The company consents for " + resident.email()).getBytes(StandardCharsets.US_ASCII);
        try (var citizen = new Visit(manner, Zone.PUBLIC);
                var official = new Visit(manner, Zone.DESK)) {
            citizen.go("/sign-in").signIn(resident.email()).go(SERVICE).next();
            citizen.choose("product", "resident")
                    .next()
                    .fill("registration", Residents.companyCar())
                    .next();
            assertThat(citizen.path()).endsWith("/consent");
            wrongFiles(citizen);
            citizen.upload("consent", "Consent of the company.pdf", letter).next();
            citizen.press(".govuk-back-link");
            assertThat(citizen.page().innerText("#consent-kept")).contains("Consent of the company.pdf");
            // The file stays the answer of whoever chooses no other.
            citizen.next().choose("months", "3").next().next();
            assertThat(citizen.path()).endsWith("/check");
            assertThat(citizen.text()).contains("Consent of the company.pdf");
            citizen.next();
            String sent = citizen.path();
            assertThat(citizen.download("main a[href$='/files/consent']")).isEqualTo(letter);
            String reference = citizen.reference();

            official.review(reference);
            assertThat(official.text()).contains("Consent of the company.pdf");
            assertThat(official.download("main a[href$='/files/consent']")).isEqualTo(letter);
            official.choose("decision", "change")
                    .fill("explanation", "The letter names " + resident.email())
                    .next();

            citizen.go(sent);
            assertThat(citizen.text()).contains("The letter names " + resident.email(), "£19.50");
        }
    }

    private static void wrongFiles(Visit citizen) {
        citizen.next().wrong("consent");
        citizen.upload("consent", "empty.pdf", new byte[0]).next().wrong("consent");
        assertThat(citizen.text()).containsPattern("This file is empty|该文件是空的");
        citizen.upload("consent", "letter.pdf", "MZ a program".getBytes(StandardCharsets.US_ASCII))
                .next()
                .wrong("consent");
        assertThat(citizen.text()).contains("PDF", "PNG", "JPEG");
        // One byte more than the form allows, and more than any request may bring.
        for (int bytes : List.of((5 << 20) + 1, 30 << 20)) {
            byte[] large = new byte[bytes];
            System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), 0, large, 0, 8);
            citizen.upload("consent", "large.pdf", large).next().wrong("consent");
            assertThat(citizen.text()).contains("5 MB");
        }
    }

    @Test
    void what_is_sent_twice_or_sent_again_after_going_back_is_one_case() {
        Resident resident = Resident.settle("en");
        try (var citizen = new Visit(Manner.ENGLISH, Zone.PUBLIC)) {
            citizen.go("/sign-in").signIn(resident.email()).go(SERVICE).next();
            citizen.choose("product", "resident").next().next();
            citizen.choose("months", "3").next().next();
            String check = citizen.path();
            citizen.navigating(() -> citizen.page().dblclick("main form button[type=submit]"));
            assertThat(citizen.path()).startsWith("/demonstration/card/");
            assertThat(citizen.page().locator("header form[action='/sign-out']").count())
                    .as("who pays is still signed in")
                    .isEqualTo(1);

            citizen.go(check).press("main a.govuk-button");
            assertThat(citizen.path()).startsWith("/cases/");
            citizen.go(check.replace("/check", "/months")).choose("months", "6").next();
            citizen.go(check).press("main a.govuk-button");
            assertThat(citizen.path()).startsWith("/cases/");

            citizen.go("/cases");
            assertThat(citizen.page().locator("main tbody tr").count()).isEqualTo(1);
            citizen.press("main table a");
            assertThat(citizen.text()).contains("3 months", "£19.50").doesNotContain("6 months");
        }
    }

    @Test
    void what_was_answered_waits_on_every_device_and_the_back_button_harms_nothing() {
        Resident resident = Resident.settle("en");
        String draft;
        try (var citizen = new Visit(Manner.ENGLISH, Zone.PUBLIC)) {
            citizen.go(SERVICE).next();
            draft = citizen.path().replaceFirst("/product$", "");
            citizen.choose("product", "resident").next();
            citizen.page().goBack();
            assertThat(citizen.page().isChecked("input[value=resident]")).isTrue();
            citizen.page().goForward();
            citizen.signIn(resident.email())
                    .fill("registration", resident.registration())
                    .next();
        }
        try (var citizen = new Visit(Manner.NARROW, Zone.PUBLIC)) {
            citizen.go("/sign-in").signIn(resident.email()).go(draft);
            assertThat(citizen.path()).isEqualTo(draft + "/months");
            citizen.press(".govuk-back-link");
            assertThat(citizen.page().inputValue("#registration")).isEqualTo(resident.registration());
        }
    }

    private static String code(String page) {
        Matcher code = CODE.matcher(page);
        String last = "";
        while (code.find()) {
            last = code.group();
        }
        assertThat(last).isNotEmpty();
        return last;
    }
}
