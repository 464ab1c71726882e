// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.accounts.OutgoingMail.Action;
import polity.kernel.accounts.OutgoingMail.Letter;
import polity.kernel.identity.PersonId;
import polity.kernel.identity.Secret;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Subscriber;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;

/**
 * EntranceAnswers by e-mail what was asked for on a page. Here, away from the public zone, it is looked up whether there is an
 * account, and here the token of the link is made.
 */
final class LinkLetters implements Subscriber<LinkWanted> {

    static final Duration SIGN_UP_LASTS = Duration.ofHours(24);
    static final Duration PASSWORD_LASTS = Duration.ofHours(1);

    private static final int MOST_IN_AN_HOUR = 5;

    private final JdbcClient jdbc;
    private final ObjectProvider<OutgoingMail> mail;
    private final Vocabulary vocabulary;
    private final NodeSettings settings;
    private final InstantSource clock;

    LinkLetters(
            JdbcClient jdbc,
            ObjectProvider<OutgoingMail> mail,
            Vocabulary vocabulary,
            NodeSettings settings,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.mail = mail;
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.clock = clock;
    }

    private record Asked(
            UUID id,
            String kind,
            String email,
            String language,
            @Nullable UUID person,
            @Nullable String accountEmail) {}

    @Override
    public String name() {
        return "accounts.link-letters";
    }

    @Override
    public Class<LinkWanted> event() {
        return LinkWanted.class;
    }

    @Override
    public void on(List<LinkWanted> events) {
        events.forEach(event -> asked(event.link()).ifPresent(this::answer));
    }

    /**
     * What was asked, unless so much was asked for the same address that answering would only bother its owner. Of links for
     * a new password those count that he got and can still use: whoever asks in his name can't keep him from having one.
     */
    private Optional<Asked> asked(UUID link) {
        return jdbc.sql("""
                select l.id, l.kind, l.email, l.language, a.person, a.email
                from accounts.link l left join accounts.account a on a.address = l.address and a.closed is null
                where l.id = :link and l.used is null
                  and (select count(*) from accounts.link o
                       where o.address = l.address and o.kind = l.kind
                         and o.asked > l.asked - interval '1 hour' and o.asked <= l.asked
                         and (o.id = l.id or o.kind = :all or (o.expires is not null and o.used is null)))
                      <= :most
                """)
                .param("link", link)
                .param("all", Entrance.SIGN_UP)
                .param("most", MOST_IN_AN_HOUR)
                .query((row, _) -> new Asked(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, UUID.class),
                        row.getString(6)))
                .optional();
    }

    private void answer(Asked asked) {
        Language language = Language.ofTag(asked.language()).orElse(Language.EN);
        Words words = vocabulary.words("accounts", language);
        boolean known = asked.person() != null;
        if (asked.kind().equals(Entrance.SIGN_UP)) {
            if (known) {
                send(asked, words, "already", Optional.of("/sign-in"));
            } else {
                send(asked, words, "confirm", Optional.of("/sign-up/confirm/" + token(asked.id(), SIGN_UP_LASTS)));
            }
        } else if (known) {
            send(asked, words, "password", Optional.of("/forgotten-password/" + token(asked.id(), PASSWORD_LASTS)));
        }
    }

    private String token(UUID link, Duration lasts) {
        Secret token = Secret.next();
        Instant expires = clock.instant().plus(lasts);
        jdbc.sql("update accounts.link set token = sha256(?), expires = ? where id = ?")
                .params(token.bytes(), Credentials.time(expires), link)
                .update();
        return token.text();
    }

    private void send(Asked asked, Words words, String text, Optional<String> path) {
        var action = path.map(to -> new Action(words.say("mail." + text + ".action"), settings.publicAddress() + to));
        String to = asked.accountEmail() == null ? asked.email() : asked.accountEmail();
        mail.getObject()
                .send(List.of(new Letter(
                        to,
                        asked.person() == null ? null : new PersonId(asked.person()),
                        words.language().tag(),
                        words.say("mail." + text + ".subject"),
                        List.of(words.say("mail." + text + ".what"), words.say("mail." + text + ".notYou")),
                        action)));
    }
}
