// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.DatabaseOwner;
import polity.testing.Residents;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class SignUpTest {

    private static final String GOOD = "seven grey herons fishing";

    private static String fresh() {
        return "new-" + UUID.randomUUID() + "@demo.example";
    }

    private static Browsing asked(String email, String password) {
        var browser = new Browsing(Zone.PUBLIC);
        HttpResponse<String> sent = browser.post("/sign-up", "name", "Nina New", "email", email, "password", password);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(Browsing.target(sent)).isEqualTo("/sign-up/sent");
        return browser;
    }

    @Test
    void somebody_new_signs_up_confirms_by_the_link_and_is_signed_in() {
        String email = fresh();
        Browsing browser = asked(email, GOOD);
        assertThat(browser.signIn(email, GOOD).statusCode()).isEqualTo(422);
        String link = Mailbox.link(email);
        assertThat(browser.get(link).body()).contains("Nina New");
        HttpResponse<String> done = browser.post(link, "password", GOOD);
        assertThat(Browsing.target(done)).isEqualTo("/account?done=opened");
        assertThat(browser.get("/account?done=opened").body()).contains("Your account is ready", email);
        assertThat(new Browsing(Zone.PUBLIC)
                        .signIn(email.toUpperCase(Locale.ROOT), GOOD)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void who_gave_his_name_himself_may_give_another_one_and_whose_name_was_proved_may_not() {
        String email = fresh();
        Browsing browser = asked(email, GOOD);
        browser.post(Mailbox.link(email), "password", GOOD);
        assertThat(browser.get("/account").body()).contains("href=\"/account/name\"");
        HttpResponse<String> renamed = browser.post("/account/name", "name", "Nina Newer");
        assertThat(Browsing.target(renamed)).isEqualTo("/account?done=name");
        assertThat(browser.get("/account").body()).contains("Nina Newer").doesNotContain("Your name was proved");

        Browsing resident = Browsing.signedIn(Zone.PUBLIC, "omar@demo.example");
        assertThat(resident.get("/account").body())
                .contains("Omar Ordinary", "Your name was proved")
                .doesNotContain("href=\"/account/name\"");
        assertThat(resident.get("/account/name").body())
                .contains("Your name was proved")
                .doesNotContain("<input type=\"text\"");
        assertThat(resident.post("/account/name", "name", "Sir Donald Duck").statusCode())
                .isEqualTo(409);
        assertThat(resident.get("/account").body()).contains("Omar Ordinary").doesNotContain("Donald");
    }

    @Test
    void what_was_begun_before_signing_up_goes_on_wherever_the_link_is_opened() {
        var browser = new Browsing(Zone.PUBLIC);
        String draft = Browsing.target(browser.post("/services/residents-parking-permit/drafts", "procedure", "apply"));
        String back = "?back=" + URLEncoder.encode(draft, StandardCharsets.UTF_8);
        assertThat(browser.get("/sign-in" + back).body()).contains("/sign-up" + back);
        assertThat(browser.get("/sign-up" + back).body()).contains("action=\"/sign-up" + back + "\"");
        String email = fresh();
        browser.post("/sign-up" + back, "name", "Nina New", "email", email, "password", GOOD);
        String link = Mailbox.link(email);

        var elsewhere = new Browsing(Zone.PUBLIC);
        HttpResponse<String> done = elsewhere.post(link, "password", GOOD);

        assertThat(Browsing.target(done)).isEqualTo(draft);
        assertThat(elsewhere.get(draft).statusCode()).isEqualTo(303);
        assertThat(browser.get(draft).statusCode()).isEqualTo(410);
    }

    @Test
    void signing_up_leads_to_no_other_site() {
        String email = fresh();
        new Browsing(Zone.PUBLIC)
                .post("/sign-up?back=//evil.example/", "name", "Nina New", "email", email, "password", GOOD);

        assertThat(Browsing.target(new Browsing(Zone.PUBLIC).post(Mailbox.link(email), "password", GOOD)))
                .isEqualTo("/account?done=opened");
    }

    @Test
    void a_scanner_that_opens_every_link_confirms_nothing() {
        String email = fresh();
        asked(email, GOOD);
        assertThat(new Browsing(Zone.PUBLIC).get(Mailbox.link(email)).statusCode())
                .isEqualTo(200);
        assertThat(new Browsing(Zone.PUBLIC).signIn(email, GOOD).statusCode()).isEqualTo(422);
    }

    @Test
    void whoever_did_not_choose_the_password_can_not_confirm_for_a_stranger() {
        String email = fresh();
        asked(email, "chosen by the attacker");
        String link = Mailbox.link(email);
        var victim = new Browsing(Zone.PUBLIC);
        for (int i = 0; i < 5; i++) {
            assertThat(victim.post(link, "password", "guess of the victim " + i).statusCode())
                    .isEqualTo(422);
        }
        assertThat(victim.post(link, "password", "chosen by the attacker").statusCode())
                .isEqualTo(410);
    }

    @Test
    void the_answer_is_the_same_for_an_address_that_has_an_account_and_its_owner_is_told() {
        var browser = new Browsing(Zone.PUBLIC);
        HttpResponse<String> known =
                browser.post("/sign-up", "name", "Somebody", "email", "chen@demo.example", "password", GOOD);
        HttpResponse<String> unknown = browser.post("/sign-up", "name", "Somebody", "email", fresh(), "password", GOOD);
        assertThat(known.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(known.body()).isEqualTo(unknown.body());
        assertThat(Browsing.target(known)).isEqualTo(Browsing.target(unknown));
        assertThat(Mailbox.link("chen@demo.example")).isEqualTo("/sign-in");
        assertThat(new Browsing(Zone.PUBLIC).signIn("chen@demo.example", GOOD).statusCode())
                .isEqualTo(422);
    }

    @Test
    void whoever_clicks_twice_or_comes_back_to_an_old_mail_is_told_that_the_account_is_ready() {
        String email = fresh();
        Browsing browser = asked(email, GOOD);
        String link = Mailbox.link(email);
        browser.post(link, "password", GOOD);
        assertThat(browser.post(link, "password", GOOD).body()).contains("Your account is ready");
        HttpResponse<String> later = browser.get(link);
        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(later.body()).contains("Your account is ready");
    }

    @Test
    void signing_up_twice_gives_two_links_of_which_one_makes_the_account() {
        String email = fresh();
        asked(email, GOOD);
        String first = Mailbox.link(email);
        asked(email, "another long password");
        String second = Mailbox.link(email);
        var browser = new Browsing(Zone.PUBLIC);
        assertThat(browser.post(second, "password", "another long password").statusCode())
                .isEqualTo(303);
        assertThat(browser.post(first, "password", GOOD).body()).contains("Your account is ready");
        assertThat(new Browsing(Zone.PUBLIC).signIn(email, GOOD).statusCode()).isEqualTo(422);
    }

    @Test
    void an_expired_link_says_so_and_how_to_go_on() {
        String email = fresh();
        asked(email, GOOD);
        String link = Mailbox.link(email);
        DatabaseOwner.change("update accounts.link set expires = now() - interval '1 second' where address = ?", email);
        HttpResponse<String> late = new Browsing(Zone.PUBLIC).get(link);
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(late.body()).contains("good any more", "Start again");
        assertThat(new Browsing(Zone.PUBLIC).get("/sign-up/confirm/rubbish").statusCode())
                .isEqualTo(410);
    }

    @Test
    void weak_passwords_and_wrong_answers_are_explained_beside_the_question() {
        var browser = new Browsing(Zone.PUBLIC);
        HttpResponse<String> answer =
                browser.post("/sign-up", "name", " ", "email", "nobody", "password", "password1234");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("There is a problem", "Enter your full name", "name@example.org", "Many people use");
    }

    @Test
    void a_forgotten_password_is_replaced_once_and_ends_every_session() {
        String email = "stefan@demo.example";
        Browsing elsewhere = Browsing.signedIn(Zone.PUBLIC, email);
        Browsing desk = Browsing.signedIn(Zone.DESK, email);
        var browser = new Browsing(Zone.PUBLIC);
        browser.post("/forgotten-password", "email", email);
        String link = Mailbox.link(email);
        assertThat(browser.post(link, "password", "short").statusCode()).isEqualTo(422);
        HttpResponse<String> done = browser.post(link, "password", "a new and long enough one");
        assertThat(Browsing.target(done)).isEqualTo("/account?done=password");
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(303);
        assertThat(desk.get("/desk/account").statusCode()).isEqualTo(303);
        assertThat(new Browsing(Zone.PUBLIC)
                        .post(link, "password", "yet another long one")
                        .statusCode())
                .isEqualTo(410);
        assertThat(Mailbox.of(email).getFirst().subject()).isEqualTo("Your password has been changed");
    }

    @Test
    void a_new_password_ends_the_wait_that_an_attacker_caused() {
        String email = "otto@demo.example";
        var attacker = new Browsing(Zone.PUBLIC);
        for (int i = 0; i < 5; i++) {
            attacker.signIn(email, "guess " + i);
        }
        assertThat(new Browsing(Zone.PUBLIC).signIn(email, Browsing.PASSWORD).statusCode())
                .isEqualTo(429);
        var owner = new Browsing(Zone.PUBLIC);
        owner.post("/forgotten-password", "email", email);
        owner.post(Mailbox.link(email), "password", "mine again for a while");
        assertThat(new Browsing(Zone.PUBLIC)
                        .signIn(email, "mine again for a while")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void an_unknown_address_gets_the_same_answer_and_no_mail() {
        String email = fresh();
        var browser = new Browsing(Zone.PUBLIC);
        assertThat(Browsing.target(browser.post("/forgotten-password", "email", email)))
                .isEqualTo("/forgotten-password/sent");
        assertThat(Mailbox.of(email)).isEmpty();
    }

    @Test
    void nobody_is_flooded_with_mail_by_those_who_ask_for_links_in_his_name() {
        String email = fresh();
        for (int i = 0; i < 8; i++) {
            asked(email, GOOD);
        }
        assertThat(Mailbox.of(email)).hasSize(5);
    }

    @Test
    void who_asks_for_links_in_somebodys_name_does_not_keep_him_from_a_new_password() {
        String email = fresh();
        Browsing owner = asked(email, GOOD);
        owner.post(Mailbox.link(email), "password", GOOD);
        for (int i = 0; i < 8; i++) {
            asked(email, "chosen by the attacker");
        }
        var attacker = new Browsing(Zone.PUBLIC);
        for (int i = 0; i < 14; i++) {
            attacker.post("/forgotten-password", "email", email);
        }
        assertThat(links(email)).as("links that were sent at once").hasSize(5);
        DatabaseOwner.change("""
                update accounts.link set asked = asked - interval '61 minutes', expires = expires - interval '61 minutes'
                where address = ? and kind = 'password' and token is not null
                """, email);
        attacker.post("/forgotten-password", "email", email);

        List<String> sent = links(email);
        assertThat(sent).as("links, when the first ones are good no more").hasSize(6);
        assertThat(owner.post(sent.getFirst(), "password", "mine again for a while")
                        .statusCode())
                .isEqualTo(303);
    }

    private static List<String> links(String email) {
        return Mailbox.of(email).stream()
                .map(Mailbox.Letter::path)
                .filter(path -> path.startsWith("/forgotten-password/"))
                .toList();
    }

    @Test
    void a_new_password_leaves_nothing_to_who_was_in_the_account_before() {
        String email = Residents.withAccountIn(Residents.zone(1)).email();
        String token = Browsing.accessToken(email, "cases:read");
        assertThat(cases(token)).isEqualTo(200);
        var owner = new Browsing(Zone.PUBLIC);
        owner.post("/forgotten-password", "email", email);
        String first = Mailbox.link(email);
        owner.post("/forgotten-password", "email", email);
        owner.post(Mailbox.link(email), "password", "mine again for a while");
        assertThat(cases(token)).as("with a token that was made before").isEqualTo(401);
        assertThat(owner.get(first).statusCode()).isEqualTo(410);

        owner.post("/forgotten-password", "email", email);
        String open = Mailbox.of(email).stream()
                .map(Mailbox.Letter::path)
                .filter(path -> owner.get(path).statusCode() == 200 && path.startsWith("/forgotten-password/"))
                .findFirst()
                .orElseThrow();
        owner.post("/account/password", "old", "mine again for a while", "password", "and mine for much longer");
        assertThat(owner.get(open).statusCode()).as("a link after a change").isEqualTo(410);
    }

    private static int cases(String token) {
        return RunningPolity.send(new Browsing(Zone.PUBLIC)
                        .request("/api/cases")
                        .header("Authorization", "Bearer " + token)
                        .build())
                .statusCode();
    }

    @Test
    void a_link_from_an_e_mail_is_kept_by_no_cache_and_stands_in_no_log_however_it_is_typed() {
        String email = fresh();
        asked(email, GOOD);
        String link = Mailbox.link(email);
        var log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try {
            HttpResponse<String> page = new Browsing(Zone.PUBLIC).get(link);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(new Browsing(Zone.PUBLIC).get(link + "/").statusCode()).isEqualTo(404);
            assertThat(new Browsing(Zone.PUBLIC).get(link + "/x").statusCode()).isEqualTo(404);
        } finally {
            log.detachAppender(lines);
        }
        String secret = link.substring(link.lastIndexOf('/') + 1);
        assertThat(List.copyOf(lines.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(secret));
    }

    @Test
    void somebody_who_reads_chinese_is_written_to_in_chinese() {
        String email = fresh();
        new Browsing(Zone.PUBLIC)
                .sending("Accept-Language", "zh-CN,zh;q=0.9")
                .post("/sign-up", "name", "陈新", "email", email, "password", GOOD);
        assertThat(Mailbox.of(email).getFirst().subject()).isEqualTo("请确认您的账户");
    }
}
