// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.accounts.DeskAdmission;
import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.identity.Caller;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

/**
 * Who may do what. Every question is asked in the transaction that acts: what it learns can't be revoked before that
 * ends. The public zone knows no posts, and whoever comes from there may do nothing for the authority.
 */
public final class Authority implements DeskAdmission {

    private static final String CHANGES_AUTHORITY = ":authority";

    private final JdbcClient jdbc;
    private final StructureRows rows;
    private final Transactions transactions;
    private final Audit audit;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Structure> latest = new AtomicReference<>();

    Authority(JdbcClient jdbc, StructureRows rows, Transactions transactions, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * States that the caller may do this, such as {@code decide:parking-permit}; returns the unit for which he acts.
     *
     * @throws Refused otherwise, which rolls the act back and is recorded
     */
    public UUID require(Caller caller, String permission, Subject subject) {
        return require(caller.signedIn(), permission, subject);
    }

    /** The same for somebody who isn't the caller of a request. */
    public UUID require(PersonId person, String permission, Subject subject) {
        Instant now = clock.instant();
        Structure structure = structure(permission.endsWith(CHANGES_AUTHORITY));
        return switch (structure.judge(person, permission, subject, now)) {
            case Verdict.Granted granted -> granted.unit();
            case Verdict.Denied denied ->
                throw new Refused(person, permission, subject, denied.reason(), structure.postsOf(person, now));
        };
    }

    /** Whether the caller may do this, for pages that offer only what is possible. */
    public boolean permitted(Caller caller, String permission, Subject subject) {
        PersonId person = caller.person();
        return person != null
                && structure(false).judge(person, permission, subject, clock.instant()) instanceof Verdict.Granted;
    }

    /** The units in which the caller may do this. */
    public List<Unit> unitsWhere(Caller caller, String permission) {
        return unitsWhere(caller.signedIn(), permission);
    }

    /** The same of somebody who isn't the caller of a request. */
    public List<Unit> unitsWhere(PersonId person, String permission) {
        Structure structure = structure(false);
        Instant now = clock.instant();
        return rows.units().values().stream()
                .filter(unit -> structure.judge(
                                person,
                                permission,
                                Subject.of("unit", unit.id()).in(unit.id()),
                                now)
                        instanceof Verdict.Granted)
                .toList();
    }

    /**
     * Says of permissions, each for units with these codes, whether the person holds it for one of them: asked as often as
     * navigation has places, and read once.
     */
    public BiPredicate<String, Collection<String>> permits(PersonId person) {
        Structure structure = structure(false);
        Instant now = clock.instant();
        return (permission, units) -> structure.permits(person, permission, units, now);
    }

    /** Those who may do this now, such as the ones to whom a task is offered. */
    public List<PersonId> holders(String permission, Subject subject) {
        return structure(false).holders(permission, subject, clock.instant());
    }

    /**
     * The context of a transaction in which the caller acts as an official: for the unit of the first post that carries
     * the permission, else of his first post. Outside of a transaction; the permission itself is required within.
     */
    public Context context(Caller caller, String permission, String purpose) {
        PersonId person = caller.signedIn();
        Instant now = clock.instant();
        Structure structure = transactions.read(caller.context(purpose), () -> structure(false));
        UUID unit = structure.judge(person, permission, Subject.of("any", ""), now) instanceof Verdict.Granted granted
                ? granted.unit()
                : structure.postsOf(person, now).stream()
                        .findFirst()
                        .map(Post::unit)
                        .orElse(null);
        return new Context(person.value(), unit, purpose);
    }

    /** All units, by id; anybody may know them. */
    public Map<UUID, Unit> units() {
        Transactions.required();
        return rows.units();
    }

    /** The unit with this code. */
    public Optional<Unit> unit(String code) {
        Transactions.required();
        return rows.units().values().stream()
                .filter(unit -> unit.code().equals(code))
                .findFirst();
    }

    /**
     * Says, before personal data is read in this transaction, whose it is: without that no row is shown. The reader, the
     * unit and the purpose are those of the transaction's context.
     *
     * @param legalBasis the article that permits it
     */
    public void recordAccess(@Nullable String legalBasis, Collection<PersonId> persons) {
        Transactions.required();
        if (persons.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into authority.access_record (reader, unit, purpose, legal_basis, persons)
                values (node.actor(), node.unit(), node.purpose(), ?, ?)
                """)
                .param(legalBasis)
                .param(persons.stream().map(PersonId::value).distinct().toArray(UUID[]::new))
                .update();
    }

    /** Appoints the person to the post of this code, from now on; part of an act that required {@code change:authority}. */
    public UUID appoint(PersonId person, String post, @Nullable PersonId by) {
        rows.epoch(true);
        Instant now = clock.instant();
        UUID found = rows.post(post).orElseThrow(() -> new NoSuchPost(post));
        UUID appointment = rows.appoint(person, found, now);
        audit.record(Act.of(now, "authority.appointed", "appointment", appointment)
                .by(by == null ? null : by.value())
                .with("person", person.value())
                .with("post", post));
        return appointment;
    }

    /** Ends an appointment now; nothing when it has ended. Part of an act that required {@code change:authority}. */
    public void dismiss(UUID appointment, @Nullable PersonId by) {
        rows.epoch(true);
        Instant now = clock.instant();
        if (rows.end(appointment, now)) {
            audit.record(Act.of(now, "authority.dismissed", "appointment", appointment)
                    .by(by == null ? null : by.value()));
        }
    }

    @Override
    public boolean admits(PersonId person) {
        return !structure(false).postsOf(person, clock.instant()).isEmpty();
    }

    /** As it stands in this transaction and will until its end; loaded anew only after a change. */
    private Structure structure(boolean toChange) {
        Transactions.required();
        if (Zone.current() != Zone.DESK && Zone.current() != Zone.JOBS) {
            return new Structure(0, Map.of(), Map.of(), Map.of(), Map.of());
        }
        long epoch = rows.epoch(toChange);
        Structure known = latest.get();
        if (known != null && known.epoch() == epoch) {
            return known;
        }
        // Numbers of epochs come from a sequence: one that was rolled back never comes again.
        Structure loaded = rows.load(epoch);
        latest.set(loaded);
        return loaded;
    }

    /** There is no post of this code. */
    static final class NoSuchPost extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoSuchPost(String code) {
            super("There is no post \"" + code + "\"");
        }
    }
}
