// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.accounts.PasswordHashing.Recipe;
import polity.kernel.identity.Arrival;
import polity.kernel.identity.PersonId;
import polity.kernel.identity.Secret;

/** SQL of accounts. Passwords are compared by the data base: no hash of one leaves it. */
final class Credentials {

    /** What a function that signs in says. */
    record Entered(
            String outcome,
            @Nullable UUID account,
            @Nullable UUID person,
            @Nullable UUID session,
            @Nullable UUID drafting,
            @Nullable Instant until) {}

    /**
     * A link that was opened.
     *
     * @param back where to go on
     * @param drafting the session that asked for it, whose drafts become the person's
     */
    record Opened(
            String outcome,
            @Nullable String name,
            @Nullable Recipe recipe,
            @Nullable String back,
            @Nullable UUID drafting) {

        boolean open() {
            return outcome.equals("open");
        }
    }

    /** The account of the person who looks at it. */
    record Own(UUID id, String email, String address, Instant passwordSet) {}

    private final JdbcClient jdbc;

    Credentials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How to hash what somebody claims to be the password of this address. */
    Recipe recipe(String address) {
        return jdbc.sql("select salt, memory, iterations from accounts.hashing(?, ?, ?)")
                .params(address, PasswordHashing.MEMORY, PasswordHashing.ITERATIONS)
                .query((row, _) -> new Recipe(row.getBytes(1), row.getInt(2), row.getInt(3)))
                .single();
    }

    Entered signIn(String address, byte[] given, Secret token, Arrival arrival, Instant at) {
        return entered(
                "select outcome, account, person, session, drafting, wait from accounts.sign_in(:address, :given, "
                        + Arrival.SQL + ")",
                Map.of("address", address, "given", given),
                arrival.parameters(token, at));
    }

    Entered confirm(Secret link, byte[] given, Secret token, Arrival arrival, Instant at) {
        return entered(
                "select outcome, account, person, session, drafting, null::timestamptz wait"
                        + " from accounts.confirm(:link, :given, " + Arrival.SQL + ")",
                Map.of("link", link.bytes(), "given", given),
                arrival.parameters(token, at));
    }

    Entered replacePassword(Secret link, Recipe recipe, byte[] given, Secret token, Arrival arrival, Instant at) {
        return entered(
                """
                select outcome, account, person, session, drafting, null::timestamptz wait
                from accounts.replace_password(:link, :salt, :memory, :iterations, :given,
                """ + Arrival.SQL + ")",
                Map.of(
                        "link", link.bytes(),
                        "salt", recipe.salt(),
                        "memory", recipe.memory(),
                        "iterations", recipe.iterations(),
                        "given", given),
                arrival.parameters(token, at));
    }

    private Entered entered(String sql, Map<String, ?> own, Map<String, ?> arrival) {
        // sql: one of the three constants above
        return jdbc.sql(sql)
                .params(own)
                .params(arrival)
                .query((row, _) -> new Entered(
                        row.getString("outcome"),
                        row.getObject("account", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getObject("session", UUID.class),
                        row.getObject("drafting", UUID.class),
                        instant(row.getObject("wait", OffsetDateTime.class))))
                .single();
    }

    /** The actor's own password; {@code keep} is the session that goes on. */
    Entered changePassword(byte[] old, Recipe recipe, byte[] given, UUID keep, Instant at) {
        return jdbc.sql("select outcome, account, wait from accounts.change_password(?, ?, ?, ?, ?, ?, ?)")
                .params(old, recipe.salt(), recipe.memory(), recipe.iterations(), given, keep, time(at))
                .query((row, _) -> new Entered(
                        row.getString("outcome"),
                        row.getObject("account", UUID.class),
                        null,
                        keep,
                        null,
                        instant(row.getObject("wait", OffsetDateTime.class))))
                .single();
    }

    UUID askForAccount(
            EmailAddress email,
            String language,
            String name,
            Recipe recipe,
            byte[] given,
            @Nullable String back,
            @Nullable UUID drafting,
            Instant at) {
        return jdbc.sql("select accounts.ask('sign-up', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?)")
                .params(
                        email.written(),
                        email.address(),
                        language,
                        name,
                        recipe.salt(),
                        recipe.memory(),
                        recipe.iterations(),
                        given)
                .param(back)
                .param(drafting)
                .param(time(at))
                .query(UUID.class)
                .single();
    }

    UUID askForPassword(EmailAddress email, String language, Instant at) {
        return jdbc.sql("select accounts.ask('password', ?, ?, ?, null, null, null, null, null, null, null, ?)")
                .params(email.written(), email.address(), language, time(at))
                .query(UUID.class)
                .single();
    }

    Optional<Opened> open(Secret link, String kind, Instant at) {
        return jdbc.sql(
                        "select outcome, name, salt, memory, iterations, back, drafting from accounts.open_link(?, ?, ?)")
                .params(link.bytes(), kind, time(at))
                .query((row, _) -> {
                    byte[] salt = row.getBytes("salt");
                    return new Opened(
                            row.getString("outcome"),
                            row.getString("name"),
                            salt == null ? null : new Recipe(salt, row.getInt("memory"), row.getInt("iterations")),
                            row.getString("back"),
                            row.getObject("drafting", UUID.class));
                })
                .optional();
    }

    /** The account of the actor. */
    Own own() {
        return jdbc.sql("select id, email, address, password_set from accounts.account where person = node.actor()")
                .query((row, _) -> new Own(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .single();
    }

    /** Where to write to the person, if the transaction may know. */
    Map<PersonId, String> emails(Collection<PersonId> persons) {
        var emails = new HashMap<PersonId, String>();
        jdbc.sql("select person, email from accounts.account where person = any(?) and closed is null")
                .param(persons.stream().map(PersonId::value).toArray(UUID[]::new))
                .query(row -> {
                    emails.put(new PersonId(row.getObject(1, UUID.class)), row.getString(2));
                });
        return emails;
    }

    Optional<PersonId> withAddress(EmailAddress email) {
        return jdbc.sql("select person from accounts.account where address = ?")
                .param(email.address())
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }

    /** Makes an account that needs no confirmation; absent when the address has one. Zone JOBS. */
    Optional<PersonId> vouch(
            EmailAddress email, String name, String language, Recipe recipe, byte[] given, Instant at) {
        return jdbc.sql("select accounts.vouch(?, ?, ?, ?, ?, ?, ?, ?, ?)")
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
                .query((row, _) ->
                        Optional.ofNullable(row.getObject(1, UUID.class)).map(PersonId::new))
                .single();
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
