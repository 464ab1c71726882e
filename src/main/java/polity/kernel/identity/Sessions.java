// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of sessions. They are found by function only: no zone sees another's, and nobody sees a token. */
final class Sessions {

    /** Who a session or an access token belongs to. */
    record Holder(
            @Nullable UUID session,
            @Nullable PersonId person,
            String name,
            String language,
            int unread,
            @Nullable Set<String> scopes) {}

    /** A session as its owner sees it. */
    record Own(UUID id, Instant begun, Instant lastSeen, Device device, String network) {}

    private final JdbcClient jdbc;

    Sessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One query; writes when it was last seen at most once a minute. */
    Optional<Holder> resume(Secret token, Instant at) {
        return jdbc.sql("select session, person, name, language, unread from identity.resume(?, ?)")
                .params(token.bytes(), time(at))
                .query((row, _) -> new Holder(
                        row.getObject(1, UUID.class),
                        person(row.getObject(2, UUID.class)),
                        text(row.getString(3)),
                        text(row.getString(4)),
                        row.getInt(5),
                        null))
                .optional();
    }

    /** One query; writes when it was last used at most once a minute. */
    Optional<Holder> bearer(Secret token, Instant at) {
        return jdbc.sql("select person, name, language, scopes from identity.bearer(?, ?)")
                .params(token.bytes(), time(at))
                .query((row, _) -> new Holder(
                        null,
                        person(row.getObject(1, UUID.class)),
                        text(row.getString(2)),
                        text(row.getString(3)),
                        0,
                        Set.of((String[]) row.getArray(4).getArray())))
                .optional();
    }

    /** Begins a session for somebody who drafts without being signed in. */
    UUID draft(Secret token, Arrival arrival, Instant at) {
        var parameters = arrival.parameters(token, at);
        parameters.remove("former");
        return jdbc.sql("""
                select identity.draft(:token, :at, make_interval(secs => :idle), make_interval(secs => :absolute),
                                      :browser, :system, cast(:network as inet))
                """).params(parameters).query(UUID.class).single();
    }

    /** Ends the session of this token; its person, if it had one. */
    Optional<Holder> signOut(Secret token) {
        return jdbc.sql("select session, person from identity.sign_out(?)")
                .param(token.bytes())
                .query((row, _) ->
                        new Holder(row.getObject(1, UUID.class), person(row.getObject(2, UUID.class)), "", "", 0, null))
                .optional();
    }

    /** The sessions of the actor in this zone, the last seen first. */
    List<Own> own(Instant at) {
        return jdbc.sql("""
                select id, begun, last_seen, browser, system, host(network)
                from identity.session
                where person = node.actor() and expires > :at and last_seen + idle > :at
                order by last_seen desc, id desc limit 100
                """)
                .param("at", time(at))
                .query((row, _) -> new Own(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        new Device(row.getString(4), row.getString(5)),
                        text(row.getString(6))))
                .list();
    }

    /** Ends a session of the actor; false when there is none, as when it was ended before. */
    boolean end(UUID session) {
        return jdbc.sql("delete from identity.session where id = ? and person = node.actor()")
                        .param(session)
                        .update()
                > 0;
    }

    /** Ends all sessions of the actor in this zone but one; returns which. */
    List<UUID> endOthers(UUID keep) {
        return jdbc.sql("delete from identity.session where person = node.actor() and id <> ? returning id")
                .param(keep)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private static @Nullable PersonId person(@Nullable UUID id) {
        return id == null ? null : new PersonId(id);
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
