// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.DatabaseOwner;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTest {

    private static final Pattern CHOICE = Pattern.compile("name=\"which\"[^>]*value=\"([0-9a-f-]{36})\"");
    private static final Pattern SECRET = Pattern.compile("\\b([A-Za-z0-9_-]{43})\\b");

    @Test
    void somebody_sees_where_he_is_signed_in_and_ends_a_session_elsewhere() {
        var here = Browsing.signedIn(Zone.PUBLIC, "tara@demo.example");
        var phone = new Browsing(Zone.PUBLIC)
                .sending(
                        "User-Agent",
                        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                                + " Version/19.0 Mobile/15E148 Safari/604.1");
        phone.signIn("tara@demo.example", Browsing.PASSWORD);
        String page = here.get("/account/sessions").body();
        assertThat(page).contains("This device", "Firefox on Linux", "Safari on iPhone", "127.0.0.1");
        String other = only(CHOICE, page);
        HttpResponse<String> ended = here.post("/account/sessions", "which", other);
        assertThat(Browsing.target(ended)).isEqualTo("/account/sessions");
        assertThat(phone.get("/account").statusCode()).isEqualTo(303);
        assertThat(here.get("/account").statusCode()).isEqualTo(200);
        assertThat(here.post("/account/sessions", "which", other).statusCode()).isEqualTo(303);
    }

    @Test
    void nobody_ends_the_session_of_somebody_else() {
        var victim = Browsing.signedIn(Zone.PUBLIC, "dora@demo.example");
        String session =
                DatabaseOwner.ask(jdbc -> jdbc.sql("""
                        select s.id::text from identity.session s join identity.person p on p.id = s.person
                        where p.name = 'Dora Draft' order by s.id desc limit 1
                        """).query(String.class).single());
        var attacker = Browsing.signedIn(Zone.PUBLIC, "eddie@demo.example");
        attacker.post("/account/sessions", "which", session, "which", "all");
        assertThat(victim.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void all_others_are_ended_at_once_and_a_changed_password_does_the_same() {
        var here = Browsing.signedIn(Zone.PUBLIC, "rosa@demo.example");
        var second = Browsing.signedIn(Zone.PUBLIC, "rosa@demo.example");
        var third = Browsing.signedIn(Zone.PUBLIC, "rosa@demo.example");
        here.post("/account/sessions", "which", "all");
        assertThat(second.get("/account").statusCode()).isEqualTo(303);
        assertThat(third.get("/account").statusCode()).isEqualTo(303);
        var fourth = Browsing.signedIn(Zone.PUBLIC, "rosa@demo.example");
        assertThat(here.post("/account/password", "old", "not it", "password", "a long and quiet one")
                        .statusCode())
                .isEqualTo(422);
        assertThat(Browsing.target(
                        here.post("/account/password", "old", Browsing.PASSWORD, "password", "a long and quiet one")))
                .isEqualTo("/account?done=password");
        assertThat(fourth.get("/account").statusCode()).isEqualTo(303);
        assertThat(here.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void a_session_ends_after_a_time_without_requests_and_after_its_longest_time() {
        for (String late : List.of(
                "last_seen = last_seen - idle - interval '1 second'", "expires = now() - interval '1 second'")) {
            var browser = Browsing.signedIn(Zone.PUBLIC, "fang@demo.example");
            assertThat(browser.get("/account").statusCode()).isEqualTo(200);
            int changed = DatabaseOwner.change("update identity.session set " + late
                    + " where person = (select id from identity.person where name = 'Fang Fund')");
            assertThat(changed).isPositive();
            HttpResponse<String> after = browser.get("/account");
            assertThat(after.statusCode()).isEqualTo(303);
            assertThat(Browsing.target(after)).isEqualTo("/sign-in?back=%2Faccount");
        }
    }

    @Test
    void the_token_of_an_ended_session_is_good_for_nothing() {
        var browser = Browsing.signedIn(Zone.PUBLIC, "greta@demo.example");
        String token = browser.cookies().get("polity-public");
        browser.post("/sign-out");
        browser.cookies().put("polity-public", token);
        assertThat(browser.get("/account").statusCode()).isEqualTo(303);
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        var browser = new Browsing(Zone.PUBLIC);
        HttpResponse<String> answer = browser.signIn("greta@demo.example", Browsing.PASSWORD);
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("polity-public=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain", "Max-Age");
        assertThat(browser.get("/account").headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
    }

    @Test
    void a_program_uses_an_access_token_until_it_is_revoked_and_cookies_do_not_count_there() {
        var browser = Browsing.signedIn(Zone.PUBLIC, "cash@demo.example");
        String name = "Script " + UUID.randomUUID();
        HttpResponse<String> made = browser.post("/account/tokens", "name", name, "scopes", "cases:read", "days", "30");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        String secret = only(SECRET, made.body().replaceAll("(?s).*inset-text\">", ""));
        assertThat(browser.post("/account/tokens", "name", name, "scopes", "cases:read", "days", "30")
                        .statusCode())
                .as("sent twice, it makes one")
                .isEqualTo(422);
        String list = browser.get("/account/tokens").body();
        assertThat(list).contains(name).doesNotContain(secret);
        assertThat(resolved(secret)).isTrue();
        String revoke = only(Pattern.compile("href=\"(/account/tokens/[0-9a-f-]{36}/revoke)\""), list);
        assertThat(browser.get(revoke).statusCode()).isEqualTo(200);
        assertThat(resolved(secret)).isTrue();
        browser.post(revoke);
        assertThat(resolved(secret)).isFalse();
    }

    private boolean resolved(String secret) {
        Sessions sessions = RunningPolity.part(Sessions.class);
        return Zone.PUBLIC.call(() -> sessions.bearer(
                        Secret.parse(secret).orElseThrow(),
                        RunningPolity.part(InstantSource.class).instant())
                .isPresent());
    }

    private static String only(Pattern pattern, String text) {
        List<String> found = pattern.matcher(text)
                .results()
                .map((MatchResult each) -> each.group(1))
                .distinct()
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
