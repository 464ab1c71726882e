// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of a person's own messages. */
final class Messages {

    /** A message in the list. */
    record Line(UUID id, String subject, Instant written, boolean unread) {}

    /** A message that was opened. */
    record Opened(
            String subject,
            String language,
            List<String> paragraphs,
            @Nullable String actionLabel,
            @Nullable String actionPath,
            Instant written) {}

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the actor, the newest first; ids grow with time. */
    List<Line> list(@Nullable UUID before, int most) {
        return jdbc.sql("""
                select id, subject, written, read is null from notification.message
                where person = node.actor() and (cast(:before as uuid) is null or id < cast(:before as uuid))
                order by id desc limit :most
                """)
                .param("before", before)
                .param("most", most)
                .query((row, _) -> new Line(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getBoolean(4)))
                .list();
    }

    Optional<Opened> open(UUID message) {
        return jdbc.sql("""
                select subject, language, paragraphs, action_label, action_path, written from notification.message
                where id = ? and person = node.actor()
                """)
                .param(message)
                .query((row, _) -> new Opened(
                        row.getString(1),
                        row.getString(2),
                        List.of((String[]) row.getArray(3).getArray()),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** True for the first time only. */
    boolean markRead(UUID message, Instant now) {
        return jdbc.sql("""
                update notification.message set read = ? where id = ? and person = node.actor() and read is null
                """).params(now.atOffset(ZoneOffset.UTC), message).update() > 0;
    }
}
