// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is sent in place of an answer: said beside the question, in the reader's language, and nothing is kept. */
class BadInputTest {

    private static final String SERVICE = "/services/residents-parking-permit";

    /** As they travel in the body of a request, since not all of them are text. */
    private static final Map<String, String> UNREADABLE = Map.of(
            "a NUL", "%00",
            "a NUL within", "NB21%00CAR",
            "a bell", "NB21%07CAR",
            "a line break", "NB21%0D%0ACAR",
            "an escape sequence", "%1B%5B31mNB21CAR",
            "a turned direction", "%E2%80%AERAC12BN",
            "half of a character, as browsers send it", "%EF%BF%BD",
            "a noncharacter", "%EF%BF%BF");

    /** No browser sends it. */
    private static final Map<String, String> NO_TEXT =
            Map.of("half of a character", "%ED%A0%80", "bytes that are no text", "%FF%FE");

    private static final Map<String, String> WRONG = Map.of(
            "far too long", "A".repeat(5_000),
            "longer than any answer", "A".repeat(30_000),
            "script", "%3Cscript%3Ealert(1)%3C/script%3E",
            "SQL", "%27;+drop+table+forms.draft;+--",
            "a number out of all bounds", "-99999999999999999999999999",
            "no number", "NaN",
            "an expression", "%24%7B7*7%7D");

    private static final Pattern SUMMARY = Pattern.compile("govuk-error-summary__list\">\\s*<li><a href=\"#([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans"})
    void every_question_of_the_form_says_what_is_wrong_with_its_answer_and_keeps_nothing(String language) {
        var faults = new ArrayList<String>();
        Stream.of(asked(language, Resident.settle(language)), asked(language, null))
                .forEach(questions -> questions.forEach((address, question) -> {
                    String before = question.browser().get(address).body();
                    bad().forEach((name, value) -> {
                        HttpResponse<String> answer = question.browser().send(address, question.fields(), value);
                        String fault = fault(answer, question.id(), language);
                        if (!fault.isEmpty()) {
                            faults.add(question.id() + " with " + name + ": " + fault);
                        }
                    });
                    assertThat(question.browser().get(address).body())
                            .as("what is kept for " + question.id())
                            .isEqualTo(before);
                }));
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans"})
    void names_take_only_what_a_person_can_have_typed(String language) {
        Raw signedIn =
                new Raw(Browsing.signedIn(Zone.PUBLIC, Resident.settle(language).email())
                        .sending("Accept-Language", language));
        Raw visitor = new Raw(new Browsing(Zone.PUBLIC).sending("Accept-Language", language));
        String sound = "&email=somebody%40bad-input.example&password=three+unlikely+words+here";
        var faults = new ArrayList<String>();
        UNREADABLE.forEach((name, value) -> {
            faults.add(name + fault(visitor.send("/sign-up", "name=A" + value + "B" + sound), "name", language));
            faults.add(name + fault(signedIn.send("/account/name", "name=A" + value + "B"), "name", language));
            faults.add(name
                    + fault(
                            signedIn.send("/account/tokens", "name=A" + value + "B&days=90&scopes=cases:read"),
                            "name",
                            language));
        });
        faults.removeAll(UNREADABLE.keySet());
        assertThat(faults).isEmpty();
    }

    @Test
    void what_is_said_about_a_decision_is_text_of_a_bounded_length() {
        Resident resident = Resident.settle("en", 3_600);
        var citizen = new Raw(Browsing.signedIn(Zone.PUBLIC, resident.email()));
        String draft = citizen.to(citizen.get(citizen.to(citizen.send(SERVICE + "/drafts", "procedure=apply"))))
                .replace("/product", "");
        LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(2);
        citizen.send(draft + "/product", "product=resident");
        citizen.send(draft + "/vehicle", "registration=" + resident.registration());
        citizen.send(draft + "/months", "months=3");
        citizen.send(
                draft + "/start",
                "start-day=%d&start-month=%d&start-year=%d"
                        .formatted(start.getDayOfMonth(), start.getMonthValue(), start.getYear()));
        String refused = citizen.to(citizen.send(draft + "/check", ""));
        var faults = new ArrayList<String>();
        for (String name : List.of("a NUL within", "a bell", "half of a character, as browsers send it")) {
            faults.add(fault(citizen.send(refused + "/review", "grounds=" + UNREADABLE.get(name)), "grounds", "en"));
        }
        faults.add(fault(citizen.send(refused + "/review", "grounds=" + "A".repeat(4_001)), "grounds", "en"));
        assertThat(faults).containsOnly("");
        assertThat(citizen.get(refused).body()).contains("Ask an official");

        assertThat(citizen.send(refused + "/review", "grounds=Look%0D%0A%3Cscript%3Ealert(1)%3C/script%3E")
                        .statusCode())
                .isEqualTo(303);
        assertThat(citizen.get(refused).body()).contains("&lt;script&gt;alert").doesNotContain("<script>alert");

        var official = new Raw(Browsing.signedIn(Zone.DESK, "hugo@demo.example"));
        String task = last(official.get("/desk/reviews").body());
        for (String value : List.of(UNREADABLE.get("a NUL within"), UNREADABLE.get("a bell"), "A".repeat(4_001))) {
            assertThat(fault(official.send(task, "decision=uphold&explanation=" + value), "explanation", "en"))
                    .isEmpty();
        }
        assertThat(official.send(task, "decision=uphold&explanation=It+stands").statusCode())
                .isEqualTo(303);
    }

    /** The oldest stands first: that of this test is the last one. */
    private static String last(String page) {
        return Pattern.compile("/desk/reviews/[0-9a-f-]{36}")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .reduce("", (_, later) -> later);
    }

    @Test
    void no_field_of_an_account_page_breaks_anything() {
        Resident resident = Resident.settle("en");
        Raw signedIn = new Raw(Browsing.signedIn(Zone.PUBLIC, resident.email()));
        Raw visitor = new Raw(new Browsing(Zone.PUBLIC));
        var faults = new ArrayList<String>();
        bad().forEach((name, value) -> {
            var answers = Map.of(
                    "e-mail address", visitor.send("/sign-up", "email=" + value + "&name=A&password=x"),
                    "password", visitor.send("/sign-up", "email=x&name=A&password=" + value),
                    "token",
                            visitor.send(
                                    "/sign-up/confirm/" + value.substring(0, 2).replace("%", "x"), "password=x"),
                    "old password", signedIn.send("/account/password", "old=" + value + "&password=x"),
                    "language", signedIn.send("/account/language", "language=" + value),
                    "days", signedIn.send("/account/tokens", "name=A&scopes=cases:read&days=" + value),
                    "scopes", signedIn.send("/account/tokens", "name=A&days=90&scopes=" + value),
                    "session", signedIn.send("/account/sessions", "session=" + value));
            answers.forEach((field, answer) -> {
                if (answer.statusCode() >= 500 || answer.body().contains("<script>alert")) {
                    faults.add(field + " with " + name + ": " + answer.statusCode());
                }
            });
        });
        assertThat(faults).isEmpty();
        assertThat(Browsing.signedIn(Zone.PUBLIC, resident.email())
                        .get("/account")
                        .body())
                .contains("Resident ", resident.email());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans"})
    void what_is_no_text_at_all_is_refused_as_a_whole(String language) {
        asked(language, Resident.settle(language))
                .forEach((address, question) -> NO_TEXT.forEach((name, value) -> {
                    HttpResponse<String> answer = question.browser().send(address, question.fields(), value);
                    assertThat(answer.statusCode())
                            .as(question.id() + " with " + name)
                            .isEqualTo(400);
                    assertThat(answer.body())
                            .contains(language.equals("en") ? "We could not understand" : "lang=\"zh-Hans\"");
                }));
        assertThat(RunningPolity.get(Zone.PUBLIC, "/verify?code=%FF&lang=%FF").statusCode())
                .isEqualTo(400);
    }

    @Test
    void no_address_breaks_anything() {
        var faults = new ArrayList<String>();
        for (String path :
                List.of("/verify?code=", "/verify/", "/law/", "/law/parking-order?on=", "/services/", "/cases/")) {
            bad().forEach((name, value) -> {
                String address = path + (value.length() > 4_000 ? value.substring(0, 4_000) : value);
                int status = RunningPolity.get(Zone.PUBLIC, address.replace("+", "%20"))
                        .statusCode();
                if (status >= 500) {
                    faults.add(path + " with " + name + ": " + status);
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    private static Map<String, String> bad() {
        var all = new LinkedHashMap<>(UNREADABLE);
        all.putAll(WRONG);
        return all;
    }

    /** Empty when the answer says what is wrong where it should. */
    private static String fault(HttpResponse<String> answer, String id, String language) {
        if (answer.statusCode() != 422) {
            return " gets " + answer.statusCode();
        }
        String page = answer.body();
        var summary = SUMMARY.matcher(page);
        if (!summary.find() || !summary.group(1).startsWith(id)) {
            return " isn't in the summary";
        }
        if (!page.contains("id=\"" + id + "-error\"")
                || (!page.contains("aria-invalid=\"true\"") && !page.contains("radio"))) {
            return " is not told beside the question";
        }
        if (!page.contains(language.equals("en") ? "<title>Error: " : "<title>错误：")) {
            return " is not told in the title in " + language;
        }
        return page.contains("<script>alert") ? " writes script" : "";
    }

    /** The questions on the way to the end of the form, by address. */
    private static Map<String, Asked> asked(String language, @Nullable Resident resident) {
        Browsing browsing =
                resident == null ? new Browsing(Zone.PUBLIC) : Browsing.signedIn(Zone.PUBLIC, resident.email());
        var browser = new Raw(browsing.sending("Accept-Language", language));
        var questions = new LinkedHashMap<String, Asked>();
        String draft = browser.to(browser.send(SERVICE + "/drafts", "procedure=apply"));
        String first = browser.to(browser.get(draft));
        questions.put(first, new Asked(browser, "product", List.of("product")));
        String second = browser.to(browser.send(first, "product=" + (resident == null ? "visitor" : "resident")));
        String third;
        if (resident != null) {
            questions.put(second, new Asked(browser, "registration", List.of("registration")));
            third = browser.to(browser.send(second, "registration=" + resident.registration()));
            questions.put(third, new Asked(browser, "months", List.of("months")));
            third = browser.to(browser.send(third, "months=3"));
        } else {
            questions.put(second, new Asked(browser, "visitor_registration", List.of("visitor_registration")));
            third = browser.to(browser.send(second, "visitor_registration=AB12CDE"));
            questions.put(third, new Asked(browser, "days", List.of("days")));
            third = browser.to(browser.send(third, "days=3"));
        }
        questions.put(third, new Asked(browser, "start", List.of("start-day", "start-month", "start-year")));
        return questions;
    }

    private record Asked(Raw browser, String id, List<String> fields) {}

    /** Sends bodies as they are written. */
    private record Raw(Browsing browsing) {
        HttpResponse<String> get(String path) {
            return browsing.get(path);
        }

        HttpResponse<String> send(String path, List<String> fields, String value) {
            return send(
                    path,
                    String.join(
                            "&",
                            fields.stream().map(field -> field + "=" + value).toList()));
        }

        HttpResponse<String> send(String path, String body) {
            return browsing.post(path, BodyPublishers.ofString(body));
        }

        String to(HttpResponse<String> answer) {
            return Browsing.target(answer);
        }
    }
}
