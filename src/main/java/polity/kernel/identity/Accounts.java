// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.identity.PasswordHashing.Recipe;

/** SQL of accounts. Passwords are compared by the data base: no hash of one leaves it. */
final class Accounts {

    /** What a function that signs in says. */
    record Entered(
            String outcome,
            @Nullable UUID account,
            @Nullable UUID person,
            @Nullable UUID session,
            @Nullable UUID drafting,
            @Nullable Instant wait,
            @Nullable String email) {}

    /** A link that was opened. */
    record Opened(String outcome, @Nullable String name, @Nullable Recipe recipe) {}

    /** The account of the person who looks at it. */
    record Own(UUID id, String email, String address, Instant passwordSet) {}

    private static final String BEGINNING = """
            :token, cast(:former as bytea), :at, make_interval(secs => :idle), make_interval(secs => :absolute),
            :browser, :system, cast(:network as inet)
            """;

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How to hash what somebody claims to be the password of this address. */
    Recipe recipe(String address) {
        return jdbc.sql("select salt, memory, iterations from identity.hashing(?, ?, ?)")
                .params(address, PasswordHashing.MEMORY, PasswordHashing.ITERATIONS)
                .query((row, _) -> new Recipe(row.getBytes(1), row.getInt(2), row.getInt(3)))
                .single();
    }

    Entered signIn(String address, byte[] given, Secret token, Arrival arrival, Instant at) {
        return entered(
                "select *, null::text email from identity.sign_in(:address, :given, " + BEGINNING + ")",
                Map.of("address", address, "given", given),
                token,
                arrival,
                at);
    }

    Entered confirm(Secret link, byte[] given, Secret token, Arrival arrival, Instant at) {
        return entered(
                "select *, null::timestamptz wait, null::text email from identity.confirm(:link, :given, " + BEGINNING
                        + ")",
                Map.of("link", link.bytes(), "given", given),
                token,
                arrival,
                at);
    }

    Entered replacePassword(Secret link, Recipe recipe, byte[] given, Secret token, Arrival arrival, Instant at) {
        return entered(
                "select *, null::timestamptz wait from identity.replace_password(:link, :salt, :memory, :iterations,"
                        + " :given, " + BEGINNING + ")",
                Map.of(
                        "link",
                        link.bytes(),
                        "salt",
                        recipe.salt(),
                        "memory",
                        recipe.memory(),
                        "iterations",
                        recipe.iterations(),
                        "given",
                        given),
                token,
                arrival,
                at);
    }

    private Entered entered(String sql, Map<String, Object> own, Secret token, Arrival arrival, Instant at) {
        var parameters = new HashMap<String, @Nullable Object>(own);
        parameters.put("token", token.bytes());
        parameters.put("former", arrival.formerBytes());
        parameters.put("at", time(at));
        parameters.put("idle", arrival.idle().toSeconds());
        parameters.put("absolute", arrival.absolute().toSeconds());
        parameters.put("browser", arrival.device().browser());
        parameters.put("system", arrival.device().system());
        parameters.put("network", arrival.network().getHostAddress());
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, _) -> new Entered(
                        row.getString("outcome"),
                        row.getObject("account", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getObject("session", UUID.class),
                        row.getObject("drafting", UUID.class),
                        instant(row.getObject("wait", OffsetDateTime.class)),
                        row.getString("email")))
                .single();
    }

    /** The actor's own password; {@code keep} is the session that goes on. */
    Entered changePassword(byte[] old, Recipe recipe, byte[] given, UUID keep, Instant at) {
        return jdbc.sql("select * from identity.change_password(?, ?, ?, ?, ?, ?, ?)")
                .params(old, recipe.salt(), recipe.memory(), recipe.iterations(), given, keep, time(at))
                .query((row, _) -> new Entered(
                        row.getString("outcome"),
                        row.getObject("account", UUID.class),
                        null,
                        null,
                        null,
                        instant(row.getObject("wait", OffsetDateTime.class)),
                        null))
                .single();
    }

    UUID askForAccount(EmailAddress email, String language, String name, Recipe recipe, byte[] given, Instant at) {
        return jdbc.sql("select identity.ask('sign-up', ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        email.written(),
                        email.address(),
                        language,
                        name,
                        recipe.salt(),
                        recipe.memory(),
                        recipe.iterations(),
                        given,
                        time(at))
                .query(UUID.class)
                .single();
    }

    UUID askForPassword(EmailAddress email, String language, Instant at) {
        return jdbc.sql("select identity.ask('password', ?, ?, ?, null, null, null, null, null, ?)")
                .params(email.written(), email.address(), language, time(at))
                .query(UUID.class)
                .single();
    }

    Optional<Opened> open(Secret link, String kind, Instant at) {
        return jdbc.sql("select * from identity.open_link(?, ?, ?)")
                .params(link.bytes(), kind, time(at))
                .query((row, _) -> {
                    byte[] salt = row.getBytes("salt");
                    return new Opened(
                            row.getString("outcome"),
                            row.getString("name"),
                            salt == null ? null : new Recipe(salt, row.getInt("memory"), row.getInt("iterations")));
                })
                .optional();
    }

    /** The account of the actor. */
    Own own() {
        return jdbc.sql("select id, email, address, password_set from identity.account where person = node.actor()")
                .query((row, _) -> new Own(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .single();
    }

    /** Makes an account that needs no confirmation; absent when the address has one. Zone JOBS. */
    Optional<PersonId> create(
            EmailAddress email, String name, String language, Recipe recipe, byte[] given, Instant at) {
        return jdbc.sql("select identity.create_account(?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        email.written(),
                        email.address(),
                        name,
                        language,
                        recipe.salt(),
                        recipe.memory(),
                        recipe.iterations(),
                        given,
                        time(at))
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
