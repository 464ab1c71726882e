// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of letters. */
final class Mails {

    private static final String COLUMNS =
            "id, email, language, subject, paragraphs, action_label, action_address, written, attempts";

    private final JdbcClient jdbc;

    Mails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes some that are due; nobody else takes them until the lease ends, when they are due again. */
    List<Mail> claim(Instant now, Duration lease, int most) {
        return jdbc.sql("""
                update notification.mail set due = :until, attempts = attempts + 1
                where id in (select id from notification.mail where state = 'waiting' and due <= :now
                             order by due, id limit :most for update skip locked)
                returning
                """ + COLUMNS)
                .param("until", time(now.plus(lease)))
                .param("now", time(now))
                .param("most", most)
                .query((row, _) -> mail(row))
                .list();
    }

    /** It went out; what it said is not needed any more. */
    void sent(UUID mail, Instant now) {
        jdbc.sql("""
                update notification.mail
                set state = 'sent', done = ?, error = null, paragraphs = '{}', action_address = null where id = ?
                """).params(time(now), mail).update();
    }

    /** It can be read in the demonstration's mailbox. */
    void keepInMailbox(UUID mail, Instant now) {
        jdbc.sql("update notification.mail set state = 'mailbox', done = ? where id = ?")
                .params(time(now), mail)
                .update();
    }

    void postpone(UUID mail, Instant due, String error) {
        jdbc.sql("update notification.mail set due = ?, error = left(?, 500) where id = ?")
                .params(time(due), error, mail)
                .update();
    }

    /** It will not be tried again; what it said is removed. */
    void fail(UUID mail, Instant now, String error) {
        jdbc.sql("""
                update notification.mail
                set state = 'failed', done = ?, error = left(?, 500), paragraphs = '{}', action_address = null
                where id = ?
                """).params(time(now), error, mail).update();
    }

    /** The latest of the mailbox. */
    List<Mail> mailbox(int most) {
        return jdbc.sql("select " + COLUMNS + """
                 from notification.mail where state = 'mailbox' order by done desc, id desc limit ?
                """)
                .param(most)
                .query((row, _) -> mail(row))
                .list();
    }

    Optional<Mail> inMailbox(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from notification.mail where state = 'mailbox' and id = ?")
                .param(id)
                .query((row, _) -> mail(row))
                .optional();
    }

    int deleteDone(Instant before) {
        return jdbc.sql("delete from notification.mail where state <> 'waiting' and done <= ?")
                .param(time(before))
                .update();
    }

    private static Mail mail(ResultSet row) throws SQLException {
        return new Mail(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("language"),
                row.getString("subject"),
                List.of((String[]) row.getArray("paragraphs").getArray()),
                row.getString("action_label"),
                row.getString("action_address"),
                row.getObject("written", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
