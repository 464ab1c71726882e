// SPDX-License-Identifier: Apache-2.0
package polity.systems.api;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.DatabaseOwner;
import polity.testing.OfferedPackage;
import polity.testing.Residents;
import polity.testing.RunningPolity;
import polity.testing.StatementCounter;

import static org.assertj.core.api.Assertions.assertThat;

/** The interface for programs, as a program of a citizen uses and misuses it. */
class CaseApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SERVICE = "residents-parking-permit";

    private static String felix = "";

    @BeforeAll
    static void makeTokens() {
        felix = Browsing.accessToken("felix@demo.example", "cases:read", "cases:write");
    }

    @Test
    void a_service_says_what_it_asks_as_a_json_schema_in_the_language_that_is_wanted() {
        HttpResponse<String> english = get("/api/services/" + SERVICE, null, "en");
        HttpResponse<String> chinese = get("/api/services/" + SERVICE, null, "zh-Hans");

        JsonNode schema = JSON.readTree(english.body()).at("/procedures/0/answers");
        assertThat(schema.at("/properties/product/oneOf/0/const").asString()).isEqualTo("resident");
        assertThat(schema.at("/properties/registration/x-asked-when").asString())
                .contains("answers.product");
        assertThat(schema.at("/properties/start/format").asString()).isEqualTo("date");
        assertThat(schema.at("/required").toString()).isEqualTo("[\"product\",\"start\"]");
        assertThat(chinese.body()).contains("居民停车许可");
        assertThat(chinese.headers().firstValue("ETag"))
                .isPresent()
                .isNotEqualTo(english.headers().firstValue("ETag"));
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        HttpResponse<String> first = get("/api/services", null, "en");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> second = RunningPolity.send(request("/api/services", null)
                .header("If-None-Match", tag)
                .GET()
                .build());

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void a_case_with_a_file_is_sent_once_however_often_it_comes() {
        String file = uploaded("%PDF-1.7 the consent of the company", "consent letter.pdf");
        String body = body("NB71FLT", "\"months\": \"3\", \"consent\": \"" + file + "\"");
        String key = UUID.randomUUID().toString();

        HttpResponse<String> sent = create(felix, key, body);
        HttpResponse<String> again = create(felix, key, body);

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(sent.body());
        String path = sent.headers().firstValue("Location").orElseThrow();
        JsonNode read = JSON.readTree(get(path, felix, "en").body());
        assertThat(read.at("/status").asString()).isEqualTo("under_review");
        assertThat(read.at("/files/consent/name").asString()).isEqualTo("consent letter.pdf");
        assertThat(read.at("/decision/reasons/0/article").asString()).startsWith("parking-order:");
        assertThat(get("/api/cases?limit=1", felix, "en").body())
                .contains(read.get("id").asString(), "\"next\"");
        assertThat(create(felix, key, body.replace("\"3\"", "\"6\"")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_file_about_each_of_several_things_is_kept_with_its_own() {
        OfferedPackage.offer("street-party");
        String cakes = uploaded("%PDF-1.7 licence for cakes", "cakes.pdf");
        String soup = uploaded("%PDF-1.7 licence for soup", "soup.pdf");
        String stall = "{\"sells\": \"food\", \"opens\": \"2099-05-01\", \"allergens\": \"Nuts\", \"licence\": \"%s\"}";
        String party = """
                {"service": "street-party", "answers": {"street": "Castle Street", "trade": true,
                 "hosts": [{"host": "Ada"}, {"host": "Bo"}], "stalls": [%s, %s]}}
                """;

        HttpResponse<String> unknown =
                create(felix, "party", party.formatted(stall.formatted(cakes), stall.formatted("0".repeat(64))));
        HttpResponse<String> sent =
                create(felix, "party", party.formatted(stall.formatted(cakes), stall.formatted(soup)));

        assertThat(unknown.body()).contains("\"field\":\"stalls[1].licence\"", "Upload this file first");
        JsonNode read = JSON.readTree(get(sent.headers().firstValue("Location").orElseThrow(), felix, "en")
                .body());
        assertThat(read.at("/files/stalls[0].licence/name").asString()).isEqualTo("cakes.pdf");
        assertThat(read.at("/files/stalls[1].licence/name").asString()).isEqualTo("soup.pdf");
    }

    @Test
    void a_service_that_is_withdrawn_says_so_and_its_cases_and_drafts_stay() {
        OfferedPackage.offer("street-party");
        String party = """
                {"service": "street-party", "answers": {"street": "Castle Street", "trade": false,
                 "hosts": [{"host": "Ada"}, {"host": "Bo"}]}}
                """;
        String location = create(felix, "quiet-party", party)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Browsing browser = Browsing.signedIn(Zone.PUBLIC, "felix@demo.example");
        String draft = Browsing.target(browser.post("/services/street-party/drafts", "procedure", "apply"));
        OfferedPackage.withdraw("street-party");
        try {
            HttpResponse<String> page = browser.get("/services/street-party");
            assertThat(page.statusCode()).isEqualTo(410);
            assertThat(page.body()).contains("Street party", "no longer offered");
            assertThat(browser.get("/").body()).doesNotContain("/services/street-party");
            assertThat(Browsing.target(browser.get(draft))).isEqualTo("/services/street-party");
            assertThat(Browsing.target(browser.post("/services/street-party/drafts", "procedure", "apply")))
                    .isEqualTo("/services/street-party");
            assertThat(create(felix, "another", party).statusCode()).isEqualTo(404);
            assertThat(browser.get(location.replace("/api", "")).body()).contains("Street party", "Issued");
            assertThat(browser.get("/cases").body()).contains("Street party");
            assertThat(get("/services/no-party", null, "en").statusCode()).isEqualTo(404);
        } finally {
            OfferedPackage.offer("street-party");
        }
        assertThat(browser.get("/services/street-party").statusCode()).isEqualTo(200);
        assertThat(Browsing.target(browser.get(draft))).endsWith("/street");
    }

    private static String uploaded(String bytes, String name) {
        return JSON.readTree(upload(felix, bytes, name).body()).get("id").asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans"})
    void whoever_has_uploaded_as_much_as_is_kept_for_one_person_is_told_so(String language) {
        Residents.Resident resident = Residents.withAccountIn(Residents.zone(1));
        String token = Browsing.accessToken(resident.email(), "cases:write");
        DatabaseOwner.change("""
                with file as (
                  insert into files.file (hash, bytes, kind) values (sha256(uuid_send(uuidv7())), 1, 'pdf') returning hash
                )
                insert into forms.upload (owner, file, name, kind, bytes, visitor)
                select ?, hash, 'x.pdf', 'pdf', 500 * 1024 * 1024, false from file
                """, resident.person());

        HttpResponse<String> answer = RunningPolity.send(request("/api/files?lang=" + language, token)
                .header("Content-Type", "application/pdf")
                .POST(BodyPublishers.ofString("%PDF-1.7 too much"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("200", "500 MB");
    }

    @Test
    void an_application_that_is_decided_at_once_keeps_to_its_round_trips() {
        Residents.Resident resident = Residents.withAccountIn(Residents.zone(5));
        String token = Browsing.accessToken(resident.email(), "cases:write", "cases:read");

        StatementCounter.Counted counted = StatementCounter.send(request("/api/cases", token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "counted")
                .POST(BodyPublishers.ofString(body(resident.registration(), "\"months\": \"12\"")))
                .build());

        assertThat(counted.response().body()).contains("\"outcome\":\"granted\"", "\"pay\":");
        // The caller, the context, the key, facts in two waves, places, the limits, the payment, the case, the record.
        assertThat(counted.statements()).hasSizeLessThanOrEqualTo(10);
        String made = JSON.readTree(counted.response().body()).at("/href").asString();
        assertThat(get(made, token, "en").body()).contains("\"pay\":", "\"pay_until\":\"20");
    }

    @Test
    void what_was_brought_to_an_end_early_can_not_be_given_back_by_a_program_either() {
        Residents.Resident resident = Residents.withElectricAccountIn(Residents.zone(5));
        String token = Browsing.accessToken(resident.email(), "cases:write", "cases:read");
        String location = create(token, "apply", body(resident.registration(), "\"months\": \"12\""))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String entry =
                JSON.readTree(get(location, token, "en").body()).at("/entry").asString();
        String surrender = """
                {"service": "%s", "procedure": "surrender", "entry": "%s", "answers": {"last_day": "%s"}}
                """.formatted(
                SERVICE, entry, LocalDate.now(ZoneId.of("Europe/London")).plusDays(3));
        assertThat(create(token, "once", surrender).statusCode()).isEqualTo(201);
        assertThat(create(token, "once", surrender).statusCode()).isEqualTo(201);

        HttpResponse<String> again = create(token, "again", surrender);
        HttpResponse<String> renewal = create(
                token,
                "renew",
                surrender.replace("\"surrender\"", "\"renew\"").replaceAll("\\{\"last_day[^}]*", "{\"months\": \"3\""));

        assertThat(again.statusCode()).as(again.body()).isEqualTo(409);
        assertThat(again.body()).contains("brought to an end");
        assertThat(renewal.statusCode()).as(renewal.body()).isEqualTo(409);
    }

    @Test
    void the_file_of_somebody_else_answers_nothing_though_its_hash_is_known() {
        String other = Browsing.accessToken("vera@demo.example", "cases:write");
        String file = JSON.readTree(
                        upload(other, "%PDF-1.7 a letter to vera", "letter.pdf").body())
                .get("id")
                .asString();

        HttpResponse<String> sent =
                create(felix, "stolen", body("NB71FLT", "\"months\": \"3\", \"consent\": \"" + file + "\""));

        assertThat(sent.statusCode()).isEqualTo(422);
        assertThat(sent.body()).contains("\"field\":\"consent\"", "Upload this file first");
    }

    @Test
    void wrong_answers_are_told_one_by_one_in_the_language_that_is_wanted_and_nothing_is_kept() {
        long before = count(felix);

        HttpResponse<String> english = create(
                felix,
                "wrong",
                "{\"service\": \"" + SERVICE + "\", \"answers\": {\"product\": \"boat\", \"days\": 3}}");
        HttpResponse<String> chinese = RunningPolity.send(request("/api/cases", felix)
                .setHeader("Accept-Language", "zh-Hans")
                .header("Idempotency-Key", "wrong")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"service\": \"" + SERVICE + "\"}"))
                .build());

        assertThat(english.statusCode()).isEqualTo(422);
        JsonNode errors = JSON.readTree(english.body()).get("errors");
        assertThat(errors.findValuesAsString("field")).containsExactlyInAnyOrder("product", "start", "days");
        assertThat(errors.findValuesAsString("code")).containsExactlyInAnyOrder("option", "missing", "unknown");
        assertThat(chinese.body()).containsPattern("\\p{IsHan}{4}");
        assertThat(count(felix)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{\"service\": 7}",
                "{\"service\": \"x\", \"service\": \"y\"}",
                "{\"service\": \"x\", \"answers\": []}",
                "{\"service\": \"x\", \"entry\": \"1-1-1-1-1\"}",
                "{\"service\": \"x\", \"applicant\": \"somebody\"}",
                "{\"service\": \"x\", \"answers\": {\"a\": \"\ud800\"}}"
            })
    void a_body_that_is_no_case_is_refused_with_the_reason(String body) {
        HttpResponse<String> answer = create(felix, "k", body);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"detail\"").doesNotContain("java.", "polity.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000",
                "\\ud800",
                "<script>alert(1)</script>",
                "'; drop table cases.matter; --",
                "\\u202egnp.exe",
                "\\u0007",
                "NB71FLTNB71FLTNB71FLT"
            })
    void an_answer_that_cannot_be_one_is_refused_at_its_field(String written) {
        HttpResponse<String> answer = create(
                felix,
                "k",
                "{\"service\": \"%s\", \"answers\": {\"product\": \"resident\", \"registration\": \"%s\"}}"
                        .formatted(SERVICE, written));

        assertThat(answer.statusCode()).isIn(400, 422);
        if (answer.statusCode() == 422) {
            assertThat(JSON.readTree(answer.body()).get("errors").findValuesAsString("field"))
                    .contains("registration");
        }
    }

    @Test
    void without_a_token_or_its_scope_or_a_key_nothing_is_done() {
        String reader = Browsing.accessToken("felix@demo.example", "cases:read");

        assertThat(create(null, "k", "{}").statusCode()).isEqualTo(401);
        assertThat(create("not-a-token", "k", "{}").statusCode()).isEqualTo(401);
        assertThat(create(reader, "k", "{}").statusCode()).isEqualTo(403);
        assertThat(upload(reader, "%PDF-1", "a.pdf").statusCode()).isEqualTo(403);
        assertThat(create(felix, null, "{}").statusCode()).isEqualTo(400);
        assertThat(create(felix, "with space", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void the_case_of_somebody_else_does_not_exist() {
        String file = uploaded("%PDF-1.7 once more", "c.pdf");
        HttpResponse<String> sent =
                create(felix, "mine", body("NB71FLT", "\"months\": \"3\", \"consent\": \"" + file + "\""));
        String path = sent.headers().firstValue("Location").orElseThrow();

        String other = Browsing.accessToken("vera@demo.example", "cases:read", "cases:write");

        assertThat(get(path, other, "en").statusCode()).isEqualTo(404);
        assertThat(get("/api/cases/" + UUID.randomUUID(), other, "en").statusCode())
                .isEqualTo(404);
        assertThat(get("/api/cases/no-uuid", other, "en").statusCode()).isBetween(400, 404);
    }

    @Test
    void a_file_is_known_by_what_it_is_and_not_by_its_name() {
        assertThat(upload(felix, "", "empty.pdf").statusCode()).isEqualTo(422);
        assertThat(upload(felix, "MZ is a program", "letter.pdf").body()).contains("PDF, PNG or JPEG");
        assertThat(upload(felix, "%PDF-" + "x".repeat(11 << 20), "large.pdf").statusCode())
                .isEqualTo(413);
    }

    private static String body(String registration, String more) {
        return """
                {"service": "%s", "answers": {"product": "resident", "registration": "%s", "start": "%s", %s}}
                """.formatted(
                        SERVICE, registration, java.time.LocalDate.now(java.time.ZoneId.of("Europe/London")), more);
    }

    private static long count(String token) {
        return JSON.readTree(get("/api/cases?limit=100", token, "en").body())
                .get("cases")
                .size();
    }

    private static HttpResponse<String> get(String path, @Nullable String token, String language) {
        return RunningPolity.send(request(path, token)
                .setHeader("Accept-Language", language)
                .GET()
                .build());
    }

    private static HttpResponse<String> create(@Nullable String token, @Nullable String key, String body) {
        HttpRequest.Builder request = request("/api/cases", token).header("Content-Type", "application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return RunningPolity.send(request.POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    private static HttpResponse<String> upload(String token, String bytes, String name) {
        return RunningPolity.send(request("/api/files?" + Browsing.form("name", name), token)
                .header("Content-Type", "application/pdf")
                .POST(BodyPublishers.ofString(bytes))
                .build());
    }

    private static HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(RunningPolity.address(Zone.PUBLIC, path)).header("Accept-Language", "en");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }
}
