// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import polity.kernel.accounts.Accounts;
import polity.kernel.accounts.OutgoingMail.Action;
import polity.kernel.accounts.OutgoingMail.Letter;
import polity.kernel.identity.PersonId;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Context;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.notification.Carrier.Result;
import polity.kernel.page.Language;
import polity.kernel.page.Site;
import polity.kernel.page.Templates;
import polity.testing.Browsing;
import polity.testing.DatabaseOwner;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NotificationTest {

    private static final Instant NOW = Instant.parse("2126-03-03T12:00:00Z");

    private final Transactions transactions = RunningPolity.part(Transactions.class);
    private final Notifications notifications = RunningPolity.part(Notifications.class);
    private final Mails mails = RunningPolity.part(Mails.class);

    private PersonId person(String email) {
        return Zone.JOBS.call(() -> transactions.read(
                Context.visitor("test"),
                () -> RunningPolity.part(Accounts.class).withEmail(email).orElseThrow()));
    }

    @Test
    void a_message_is_counted_until_it_is_opened_and_stands_in_its_readers_language() {
        String subject = "Permit " + UUID.randomUUID();
        var message = new Message.To(
                person("paula@demo.example"),
                language -> Message.of(subject + " " + language.tag(), "It was granted.", "You may park.")
                        .leadingTo("/cases/AB-1", language == Language.EN ? "See it" : "查看"));
        tell(List.of(message));
        var paula = Browsing.signedIn(Zone.PUBLIC, "paula@demo.example");
        String list = paula.get("/messages").body();
        assertThat(list).contains(subject + " en", "New", "polity-count\">1<");
        String link = list.replaceAll("(?s).*href=\"(/messages/[0-9a-f-]{36})\".*", "$1");
        assertThat(paula.get(link).body()).contains("It was granted.", "You may park.", "href=\"/cases/AB-1\"");
        assertThat(paula.get("/messages").body()).doesNotContain("polity-count");
        paula.get(link);
        assertThat(paula.get("/messages").body()).doesNotContain("polity-count");
        var other = Browsing.signedIn(Zone.PUBLIC, "clara@demo.example");
        assertThat(other.get(link).statusCode()).isEqualTo(404);
        assertThat(other.get("/messages").body()).doesNotContain(subject);
    }

    private void tell(List<Message.To> messages) {
        Zone.JOBS.run(() -> transactions.write(Context.visitor("test"), () -> notifications.tell(messages)));
    }

    @Test
    void everybody_is_told_what_is_his_and_who_is_not_known_is_passed_over() {
        String subject = "Sent " + UUID.randomUUID();
        PersonId first = newcomer("en");
        PersonId second = newcomer("zh-Hans");
        Message.InLanguage saying = language -> Message.of(subject, "in " + language.tag());
        tell(List.of(
                new Message.To(first, saying),
                new Message.To(new PersonId(UUID.randomUUID()), saying),
                new Message.To(second, saying),
                new Message.To(first, saying)));
        assertThat(told("message", subject))
                .containsExactly(first.value() + " in en", second.value() + " in zh-Hans", first.value() + " in en");
        assertThat(told("mail", subject)).isEqualTo(told("message", subject));
        assertThat(List.of(unread(first), unread(second))).containsExactly(2, 1);
    }

    private PersonId newcomer(String language) {
        String email = UUID.randomUUID() + "@demo.example";
        return Zone.JOBS.call(() -> RunningPolity.part(Accounts.class)
                .vouch("Newcomer", email, language, "a long enough secret", "test")
                .orElseThrow());
    }

    private static List<String> told(String table, String subject) {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select person || ' ' || paragraphs[1] from notification." + table
                        + " where subject = ? order by id")
                .param(subject)
                .query(String.class)
                .list());
    }

    private static int unread(PersonId person) {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select unread from identity.person where id = ?")
                .param(person.value())
                .query(Integer.class)
                .single());
    }

    @Test
    void what_would_be_mailed_can_be_opened_in_the_mailbox_of_a_demonstration() {
        String subject = "Letter " + UUID.randomUUID();
        write(new Letter(
                "nobody@demo.example",
                null,
                "en",
                subject,
                List.of("Text <b>of</b> it"),
                Optional.of(new Action("Go", "http://localhost:8080/somewhere"))));
        Zone.JOBS.run(() -> RunningPolity.part(Postman.class).run());
        var browser = new Browsing(Zone.PUBLIC);
        String list = browser.get("/demonstration/mailbox").body();
        assertThat(list).contains(subject);
        String link = list.replaceAll("(?s).*href=\"(/demonstration/mailbox/[0-9a-f-]{36})\">" + subject + ".*", "$1");
        assertThat(browser.get(link).body()).contains("Text &lt;b&gt;of&lt;/b&gt;", "href=\"/somewhere\"");
    }

    @Test
    void a_letter_that_can_not_go_is_tried_again_later_and_its_text_is_gone_once_it_went() {
        String subject = "Later " + UUID.randomUUID();
        UUID id = waiting(subject);
        var result = new AtomicReference<Result>(new Result.NotNow("the line is dead"));
        Postman postman = postman(result, NOW);
        Zone.JOBS.run(postman::run);
        assertThat(row(id, "state || ' ' || attempts || ' ' || error")).isEqualTo("waiting 1 the line is dead");
        assertThat(row(id, "paragraphs[1]")).isEqualTo("secret");
        Zone.JOBS.run(postman(result, NOW.plusSeconds(30))::run);
        assertThat(row(id, "attempts::text")).isEqualTo("1");
        result.set(new Result.Accepted());
        Zone.JOBS.run(postman(result, NOW.plusSeconds(61))::run);
        assertThat(row(id, "state || ' ' || attempts || ' ' || cardinality(paragraphs)"))
                .isEqualTo("sent 2 0");
        assertThat(row(id, "coalesce(action_address, 'none')")).isEqualTo("none");
    }

    @Test
    void a_letter_that_never_goes_is_given_up() {
        UUID refused = waiting("Refused " + UUID.randomUUID());
        Zone.JOBS.run(postman(new AtomicReference<>(new Result.Never("no such mailbox")), NOW)::run);
        assertThat(row(refused, "state || ' ' || error")).isEqualTo("failed no such mailbox");
        UUID tired = waiting("Tired " + UUID.randomUUID());
        Zone.JOBS.run(postman(new AtomicReference<>(new Result.NotNow("busy")), NOW.plus(Duration.ofDays(4)))::run);
        assertThat(row(tired, "state")).isEqualTo("failed");
    }

    @Test
    void pauses_grow_from_a_minute_to_two_hours() {
        assertThat(List.of(1, 2, 3, 8, 60).stream().map(Postman::pause).map(Duration::toMinutes))
                .containsExactly(1L, 2L, 4L, 128L, 128L);
    }

    @Test
    void without_a_mail_server_letters_wait_and_the_operator_is_told_what_to_set() {
        UUID id = waiting("Waits " + UUID.randomUUID());
        NodeSettings real = settings(false);
        var postman = new Postman(mails, Optional.empty(), transactions, real, () -> NOW);
        Zone.JOBS.run(() -> assertThat(postman.run()).isZero());
        assertThat(row(id, "state || attempts")).isEqualTo("waiting0");
        assertThat(postman.lines()).singleElement().asString().contains("POLITY_SMTP_URL");
    }

    @Test
    void a_letter_reaches_a_mail_server_as_text_and_html_with_headers_that_keep_absence_notes_away()
            throws IOException {
        try (var server = new MailServerDouble()) {
            var smtp = new Smtp(
                    Smtp.server("smtp://127.0.0.1:" + server.port()),
                    "no-reply@northbridge.example",
                    "northbridge.example",
                    RunningPolity.part(Site.class),
                    RunningPolity.part(Templates.class));
            var mail = new Mail(
                    UUID.fromString("0199a7a0-0000-7000-8000-000000000001"),
                    "clara@demo.example",
                    "zh-Hans",
                    "请确认您的账户",
                    List.of("One <two>"),
                    "确认",
                    "https://northbridge.example/sign-up/confirm/x",
                    NOW,
                    1);
            assertThat(smtp.carry(mail)).isEqualTo(new Result.Accepted());
            String received = server.received();
            assertThat(received)
                    .contains(
                            "RCPT TO:<clara@demo.example>",
                            "Auto-Submitted: auto-generated",
                            "Message-ID: <0199a7a0-0000-7000-8000-000000000001@northbridge.example>",
                            "Content-Language: zh-Hans",
                            "text/plain",
                            "text/html",
                            "multipart/alternative");
            server.refuseRecipients();
            assertThat(smtp.carry(mail)).isInstanceOf(Result.Never.class);
        }
        var nobodyListens = new Smtp(
                Smtp.server("smtp://127.0.0.1:1"),
                "no-reply@northbridge.example",
                "northbridge.example",
                RunningPolity.part(Site.class),
                RunningPolity.part(Templates.class));
        assertThat(nobodyListens.carry(
                        new Mail(UUID.randomUUID(), "a@demo.example", "en", "x", List.of("y"), null, null, NOW, 1)))
                .isInstanceOf(Result.NotNow.class);
    }

    @Test
    void a_wrong_address_of_the_mail_server_stops_the_start_with_one_line() {
        for (String wrong : List.of("mail.example.org", "http://mail.example.org", "smtp:// x")) {
            assertThatThrownBy(() -> Smtp.server(wrong))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("smtp://user:password@host:587");
        }
        assertThat(Smtp.server("smtps://user:p%40ss+word@mail.example.org").getPassword())
                .isEqualTo("p@ss+word");
        assertThat(Smtp.server("smtps://mail.example.org").getPort()).isEqualTo(465);
    }

    private void write(Letter letter) {
        Zone.JOBS.run(() -> transactions.write(Context.visitor("test"), () -> notifications.send(List.of(letter))));
    }

    /** A letter that is due when these tests' clock says so, which the running program's clock doesn't reach. */
    private UUID waiting(String subject) {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("""
                        insert into notification.mail
                          (email, language, subject, paragraphs, action_label, action_address, written, due)
                        values ('nobody@demo.example', 'en', ?, '{secret}', 'Go', 'https://x.example/', ?, ?)
                        returning id
                        """)
                .params(subject, NOW.atOffset(ZoneOffset.UTC), NOW.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single());
    }

    private String row(UUID id, String what) {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select " + what + " from notification.mail where id = ?")
                .param(id)
                .query(String.class)
                .single());
    }

    private Postman postman(AtomicReference<Result> result, Instant now) {
        return new Postman(mails, Optional.of(_ -> result.get()), transactions, settings(true), () -> now);
    }

    private static NodeSettings settings(boolean demonstration) {
        NodeSettings running = RunningPolity.part(NodeSettings.class);
        return new NodeSettings(
                running.home(),
                running.data(),
                running.ports(),
                Set.of(Zone.JOBS),
                Optional.empty(),
                Optional.empty(),
                demonstration,
                running.exchangeKeys(),
                running.publicAddress());
    }
}
