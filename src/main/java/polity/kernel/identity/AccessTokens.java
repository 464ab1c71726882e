// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of the tokens that a person's own programs sign in with; the data base keeps their hash. */
final class AccessTokens {

    /** What a token may permit. */
    static final List<String> SCOPES = List.of("cases:read", "cases:write");

    /** A token as its owner sees it; the secret itself was shown once. */
    record Own(
            UUID id,
            String name,
            Set<String> scopes,
            Instant created,
            Instant expires,
            @Nullable Instant lastUsed) {}

    private final JdbcClient jdbc;

    AccessTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Absent when the person has a token of that name already, as when a form is sent twice. */
    Optional<UUID> make(PersonId person, String name, Set<String> scopes, Secret token, Instant at, Instant expires) {
        return jdbc.sql("""
                insert into identity.access_token (person, name, token, scopes, created, expires)
                values (:person, :name, sha256(:token), :scopes, :at, :expires)
                on conflict (person, lower(name)) do nothing returning id
                """)
                .param("person", person.value())
                .param("name", name)
                .param("token", token.bytes())
                .param("scopes", scopes.toArray(String[]::new))
                .param("at", Sessions.time(at))
                .param("expires", Sessions.time(expires))
                .query(UUID.class)
                .optional();
    }

    /** Those of the actor, the newest first. */
    List<Own> own() {
        return jdbc.sql("""
                select id, name, scopes, created, expires, last_used from identity.access_token
                where person = node.actor() order by id desc limit 100
                """)
                .query((row, _) -> new Own(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Set.of((String[]) row.getArray(3).getArray()),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        instant(row.getObject(6, OffsetDateTime.class))))
                .list();
    }

    boolean revoke(UUID token) {
        return jdbc.sql("delete from identity.access_token where id = ? and person = node.actor()")
                        .param(token)
                        .update()
                > 0;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
