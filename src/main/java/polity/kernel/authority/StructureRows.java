// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.authority.Structure.Appointment;
import polity.kernel.authority.Structure.Role;
import polity.kernel.identity.PersonId;

/** SQL of units, posts, roles and appointments. */
final class StructureRows {

    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    StructureRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The epoch, which can't change before the transaction ends; with {@code toChange}, nobody else may act by it. */
    long epoch(boolean toChange) {
        return jdbc.sql("select authority.current_epoch(?)")
                .param(toChange)
                .query(Long.class)
                .single();
    }

    Structure load(long epoch) {
        return new Structure(epoch, units(), posts(), roles(), appointments());
    }

    /** What everybody may know, for zones that know no posts. */
    Map<UUID, Unit> units() {
        var units = new LinkedHashMap<UUID, Unit>();
        jdbc.sql("select id, code, parent, name from authority.unit order by code")
                .query((row, _) -> new Unit(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        json.readValue(row.getString(4), NAMES)))
                .list()
                .forEach(unit -> units.put(unit.id(), unit));
        return Map.copyOf(units);
    }

    private Map<UUID, Post> posts() {
        var posts = new HashMap<UUID, Post>();
        jdbc.sql("""
                select p.id, p.code, p.unit, p.name,
                       coalesce((select array_agg(r.role order by r.role) from authority.post_role r where r.post = p.id), '{}')
                from authority.post p
                """)
                .query((row, _) -> new Post(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        json.readValue(row.getString(4), NAMES),
                        Set.of((String[]) row.getArray(5).getArray())))
                .list()
                .forEach(post -> posts.put(post.id(), post));
        return Map.copyOf(posts);
    }

    private Map<String, Role> roles() {
        var roles = new HashMap<String, Role>();
        jdbc.sql("""
                select r.code, r.everywhere,
                       coalesce((select array_agg(p.permission) from authority.role_permission p where p.role = r.code), '{}')
                from authority.role r
                """)
                .query((row, _) -> new Role(
                        row.getString(1), Set.of((String[]) row.getArray(3).getArray()), row.getBoolean(2)))
                .list()
                .forEach(role -> roles.put(role.code(), role));
        return Map.copyOf(roles);
    }

    private Map<PersonId, List<Appointment>> appointments() {
        var appointments = new LinkedHashMap<PersonId, List<Appointment>>();
        jdbc.sql("select person, post, begins, ends from authority.appointment order by begins, id")
                .query(row -> {
                    appointments
                            .computeIfAbsent(new PersonId(row.getObject(1, UUID.class)), _ -> new ArrayList<>())
                            .add(new Appointment(
                                    row.getObject(2, UUID.class),
                                    row.getObject(3, OffsetDateTime.class).toInstant(),
                                    instant(row.getObject(4, OffsetDateTime.class))));
                });
        return appointments;
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from authority.unit)")
                .query(Boolean.class)
                .single();
    }

    UUID addUnit(String code, @Nullable UUID parent, Map<String, String> names) {
        return jdbc.sql("insert into authority.unit (code, parent, name) values (?, ?, ?::jsonb) returning id")
                .param(code)
                .param(parent)
                .param(json.writeValueAsString(names))
                .query(UUID.class)
                .single();
    }

    void addRole(String code, Map<String, String> names, boolean everywhere, Set<String> permissions) {
        jdbc.sql("insert into authority.role (code, name, everywhere) values (?, ?::jsonb, ?)")
                .params(code, json.writeValueAsString(names), everywhere)
                .update();
        jdbc.sql("insert into authority.role_permission (role, permission) select ?, unnest(?::text[])")
                .params(code, permissions.toArray(String[]::new))
                .update();
    }

    UUID addPost(String code, UUID unit, Map<String, String> names, Set<String> roles) {
        UUID post = jdbc.sql("insert into authority.post (code, unit, name) values (?, ?, ?::jsonb) returning id")
                .params(code, unit, json.writeValueAsString(names))
                .query(UUID.class)
                .single();
        jdbc.sql("insert into authority.post_role (post, role) select ?, unnest(?::text[])")
                .params(post, roles.toArray(String[]::new))
                .update();
        return post;
    }

    Optional<UUID> post(String code) {
        return jdbc.sql("select id from authority.post where code = ?")
                .param(code)
                .query(UUID.class)
                .optional();
    }

    UUID appoint(PersonId person, UUID post, Instant begins) {
        return jdbc.sql("insert into authority.appointment (person, post, begins) values (?, ?, ?) returning id")
                .params(person.value(), post, begins.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    /** False when the appointment ended before, or never was. */
    boolean end(UUID appointment, Instant ends) {
        return jdbc.sql("""
                update authority.appointment set ends = greatest(?, begins + interval '1 microsecond')
                where id = ? and (ends is null or ends > ?)
                """)
                        .params(ends.atOffset(ZoneOffset.UTC), appointment, ends.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
