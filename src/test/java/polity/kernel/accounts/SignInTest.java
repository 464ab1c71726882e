// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.RunningPolity;
import polity.testing.StatementCounter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignInTest {

    private static final String CLARA = "clara@demo.example";

    private final JdbcClient jdbc = RunningPolity.part(JdbcClient.class);

    @Test
    void somebody_who_signs_in_is_shown_by_name_and_can_sign_out_again() {
        var browser = Browsing.signedIn(Zone.PUBLIC, CLARA);
        assertThat(browser.get("/account").body()).contains("Clara Citizen", CLARA);
        HttpResponse<String> out = browser.post("/sign-out");
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(browser.cookies()).isEmpty();
        assertThat(browser.get("/account").statusCode()).isEqualTo(303);
    }

    @Test
    void a_page_that_needs_an_account_leads_to_the_sign_in_page_and_back() {
        var browser = new Browsing(Zone.PUBLIC);
        HttpResponse<String> turned = browser.get("/account/sessions?x=1");
        assertThat(turned.statusCode()).isEqualTo(303);
        assertThat(Browsing.target(turned)).isEqualTo("/sign-in?back=%2Faccount%2Fsessions%3Fx%3D1");
        HttpResponse<String> back =
                browser.post(Browsing.target(turned), "email", CLARA, "password", Browsing.PASSWORD);
        assertThat(Browsing.target(back)).isEqualTo("/account/sessions?x=1");
    }

    @Test
    void a_wrong_password_and_an_unknown_address_get_the_same_answer() {
        HttpResponse<String> wrong = new Browsing(Zone.PUBLIC).signIn("omar@demo.example", "not the password");
        HttpResponse<String> unknown = new Browsing(Zone.PUBLIC).signIn("nobody-here@demo.example", "not the password");
        assertThat(wrong.statusCode()).isEqualTo(422).isEqualTo(unknown.statusCode());
        assertThat(wrong.body().replace("omar@", "@")).isEqualTo(unknown.body().replace("nobody-here@", "@"));
        assertThat(wrong.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void a_wrong_password_and_an_unknown_address_cost_the_same_statements() {
        assertThat(statements("omar@demo.example")).isEqualTo(statements("nobody-either@demo.example"));
    }

    private static List<String> statements(String email) {
        return StatementCounter.send(new Browsing(Zone.PUBLIC)
                        .request("/sign-in")
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Browsing.form("email", email, "password", "wrong wrong wrong")))
                        .build())
                .statements();
    }

    @Test
    void after_five_failures_even_the_right_password_has_to_wait_and_an_unknown_address_waits_just_so() {
        for (String email : List.of("wilma@demo.example", "unknown-" + UUID.randomUUID() + "@demo.example")) {
            var browser = new Browsing(Zone.PUBLIC);
            for (int i = 0; i < 4; i++) {
                assertThat(browser.signIn(email, "wrong " + i).statusCode())
                        .as(email)
                        .isEqualTo(422);
            }
            assertThat(browser.signIn(email, "wrong for the fifth time").statusCode())
                    .isEqualTo(429);
            HttpResponse<String> right = browser.signIn(email, Browsing.PASSWORD);
            assertThat(right.statusCode()).isEqualTo(429);
            assertThat(right.body()).contains("too many wrong passwords");
        }
    }

    @Test
    void who_guesses_on_the_internet_locks_no_official_out_of_the_desk() {
        String official = "petra@demo.example";
        var guessing = new Browsing(Zone.PUBLIC);
        for (int i = 0; i < 6; i++) {
            guessing.signIn(official, "wrong " + i);
        }
        assertThat(guessing.signIn(official, Browsing.PASSWORD).statusCode()).isEqualTo(429);
        assertThat(Browsing.signedIn(Zone.DESK, official).get("/desk").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_session_that_was_known_before_signing_in_is_good_for_nothing_after() {
        var victim = new Browsing(Zone.PUBLIC);
        victim.cookies().put("polity-public", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        victim.signIn(CLARA, Browsing.PASSWORD);
        String first = victim.cookies().get("polity-public");
        assertThat(first).isNotEqualTo("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        victim.signIn(CLARA, Browsing.PASSWORD);
        var attacker = new Browsing(Zone.PUBLIC);
        attacker.cookies().put("polity-public", first);
        assertThat(attacker.get("/account").statusCode()).isEqualTo(303);
        assertThat(victim.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void signing_in_leads_to_no_other_site() {
        for (String evil : List.of(
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/%09/evil.example\t",
                "javascript:alert(1)",
                "\\\\evil.example",
                "/sign-out",
                "account")) {
            HttpResponse<String> answer = new Browsing(Zone.PUBLIC)
                    .post("/sign-in?" + Browsing.form("back", evil), "email", CLARA, "password", Browsing.PASSWORD);
            assertThat(answer.statusCode()).as(evil).isIn(303, 400);
            assertThat(answer.headers().firstValue("Location").orElse("/"))
                    .as(evil)
                    .isEqualTo("/");
        }
    }

    @Test
    void only_those_who_hold_a_post_sign_in_at_the_desk() {
        var browser = new Browsing(Zone.DESK);
        HttpResponse<String> citizen = browser.signIn(CLARA, Browsing.PASSWORD);
        assertThat(citizen.statusCode()).isEqualTo(403);
        assertThat(browser.cookies()).isEmpty();
        assertThat(browser.signIn("hugo@demo.example", Browsing.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/desk/account").body()).contains("Hugo Head");
    }

    @Test
    void a_session_of_the_public_zone_is_nothing_at_the_desk() {
        var browser = Browsing.signedIn(Zone.PUBLIC, "hugo@demo.example");
        var desk = new Browsing(Zone.DESK);
        desk.cookies().put("polity-desk", browser.cookies().get("polity-public"));
        assertThat(desk.get("/desk/account").statusCode()).isEqualTo(303);
    }

    @Test
    void a_form_that_another_site_sends_is_refused() {
        var browser = Browsing.signedIn(Zone.PUBLIC, CLARA);
        for (Map<String, String> from : List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "https://evil.example"),
                Map.of("Origin", "null"),
                Map.<String, String>of())) {
            var request = browser.request("/sign-out").POST(BodyPublishers.noBody());
            from.forEach(request::header);
            assertThat(RunningPolity.send(request.build()).statusCode())
                    .as(from.toString())
                    .isEqualTo(403);
        }
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void another_site_can_not_sign_somebody_in_as_the_attacker() {
        var request = new Browsing(Zone.PUBLIC)
                .request("/sign-in")
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Browsing.form("email", CLARA, "password", Browsing.PASSWORD)));
        HttpResponse<String> answer = RunningPolity.send(request.build());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void a_browser_that_sends_no_fetch_metadata_is_recognised_by_its_origin() {
        var browser = Browsing.signedIn(Zone.PUBLIC, CLARA);
        String host = RunningPolity.address(Zone.PUBLIC, "").getAuthority();
        var request =
                browser.request("/sign-out").header("Origin", "http://" + host).POST(BodyPublishers.noBody());
        assertThat(RunningPolity.send(request.build()).statusCode()).isEqualTo(303);
    }

    @Test
    void a_double_click_on_sign_in_leaves_one_good_session() {
        var browser = new Browsing(Zone.PUBLIC);
        browser.signIn(CLARA, Browsing.PASSWORD);
        browser.signIn(CLARA, Browsing.PASSWORD);
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        assertThat(browser.get("/sign-in").statusCode()).isEqualTo(303);
    }

    @Test
    void a_request_costs_one_statement_for_the_session_and_none_without_a_cookie() {
        var browser = Browsing.signedIn(Zone.PUBLIC, CLARA);
        assertThat(StatementCounter.send(browser.request("/sign-up").GET().build())
                        .statements())
                .hasSize(1);
        assertThat(StatementCounter.send(new Browsing(Zone.PUBLIC)
                                .request("/sign-up")
                                .GET()
                                .build())
                        .statements())
                .isEmpty();
    }

    @Test
    void the_public_role_reads_no_account_no_hash_and_no_session_of_others() {
        Zone.PUBLIC.run(() -> {
            assertThat(jdbc.sql("select id, email from accounts.account")
                            .query()
                            .listOfRows())
                    .isEmpty();
            assertThat(jdbc.sql("select id, name from identity.person").query().listOfRows())
                    .isEmpty();
            assertThat(jdbc.sql("select id, network from identity.session")
                            .query()
                            .listOfRows())
                    .isEmpty();
            for (String forbidden : List.of(
                    "select proof from accounts.account",
                    "select salt from accounts.account",
                    "select token from identity.session",
                    "select * from accounts.link",
                    "select * from accounts.secret",
                    "select * from accounts.attempt",
                    "select * from authority.appointment",
                    "select token from identity.access_token",
                    "select identity.begin_session(null, null, null, now(), null, null, '', '', null)",
                    "select accounts.vouch('', '', '', '', null, 1, 1, null, now())",
                    "update accounts.account set proof = sha256('')",
                    "update identity.person set unread = 3")) {
                assertThatThrownBy(() -> jdbc.sql(forbidden).query().listOfRows())
                        .as(forbidden)
                        .hasStackTraceContaining("permission denied");
            }
        });
    }

    @Test
    void the_public_role_gets_a_salt_for_every_address_and_can_not_tell_which_is_real() {
        Zone.PUBLIC.run(() -> {
            var known = salt(CLARA);
            var unknown = salt("not-there@demo.example");
            assertThat(known).hasSize(16).isEqualTo(salt(CLARA));
            assertThat(unknown)
                    .hasSize(16)
                    .isEqualTo(salt("not-there@demo.example"))
                    .isNotEqualTo(known);
        });
    }

    private byte[] salt(String address) {
        return jdbc.sql("select salt from accounts.hashing(?, 19456, 2)")
                .param(address)
                .query(byte[].class)
                .single();
    }

    @Test
    void answers_forbid_the_browser_what_they_do_not_need() {
        HttpResponse<String> answer = new Browsing(Zone.PUBLIC).get("/sign-in");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("Permissions-Policy").orElse("")).contains("camera=()");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void a_character_that_the_data_base_can_not_hold_is_refused_before_it() {
        assertThat(new Browsing(Zone.PUBLIC).signIn("a\0b@demo.example", "x").statusCode())
                .isEqualTo(422);
    }
}
