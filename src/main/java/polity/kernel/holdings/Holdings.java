// SPDX-License-Identifier: Apache-2.0
package polity.kernel.holdings;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.authority.Authority;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.catalogue.Desk;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.identity.Caller;
import polity.kernel.identity.Identity;
import polity.kernel.identity.Person;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** What persons hold: entries of the registers that services write, found by their holder or by officials. */
public final class Holdings {

    private static final int MOST = 100;
    private static final String HOLDER = "holder";

    private final Transactions transactions;
    private final Registers registers;
    private final Cases cases;
    private final Identity identity;
    private final Authority authority;
    private final Audit audit;
    private final InstantSource clock;

    Holdings(
            Transactions transactions,
            Registers registers,
            Cases cases,
            Identity identity,
            Authority authority,
            Audit audit,
            InstantSource clock) {
        this.transactions = transactions;
        this.registers = registers;
        this.cases = cases;
        this.identity = identity;
        this.authority = authority;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What somebody holds, as officials see it.
     *
     * @param holder his name; empty for somebody without an account
     * @param cases about it, newest first
     */
    public record Held(RegisterEntry entry, String holder, List<CaseView.Line> cases) {}

    /** What the caller holds of a service, now or from some later day. */
    public List<RegisterEntry> of(ServicePackage service, Caller caller) {
        PersonId person = caller.signedIn();
        Instant at = clock.instant();
        return transactions.write(caller.context("own"), () -> {
            var held = new ArrayList<RegisterEntry>();
            for (String register : registers(service)) {
                held.addAll(registers.findFrom(
                        register, Map.of(HOLDER, person.value().toString()), at, MOST, "own"));
            }
            return held;
        });
    }

    /** One of them; that somebody asks for another's is recorded. */
    public Optional<RegisterEntry> of(ServicePackage service, UUID entry, Caller caller) {
        Optional<RegisterEntry> own = of(service, caller).stream()
                .filter(each -> each.id().equals(entry))
                .findFirst();
        if (own.isEmpty()) {
            transactions.write(
                    caller.context("own"),
                    () -> audit.record(Act.of(clock.instant(), "registers.read", "entry", entry)
                            .by(caller.signedIn().value())
                            .ending(Act.Outcome.REFUSED)));
        }
        return own;
    }

    private static Set<String> registers(ServicePackage service) {
        var registers = new LinkedHashSet<String>();
        service.procedures().stream()
                .filter(procedure -> procedure.opens() == Procedure.Opens.HOLDER)
                .forEach(procedure -> procedure.register().ifPresent(registers::add));
        return registers;
    }

    /** Entries that officials look for by a field, also ended ones and those to come; whose they are is recorded. */
    public List<RegisterEntry> search(
            Context official, ServicePackage service, String field, String value, Runnable permission) {
        return transactions.write(official, () -> {
            permission.run();
            return service.desk()
                    .filter(desk -> desk.search().contains(field))
                    .flatMap(desk -> registers.search(desk.register(), field, value, MOST, basis(service)))
                    .orElse(List.of());
        });
    }

    /** One entry with its holder and the cases about it; all of these reads are recorded. */
    public Optional<Held> find(Context official, ServicePackage service, UUID entry, Runnable permission) {
        Instant at = clock.instant();
        return transactions.write(official, () -> {
            permission.run();
            return service.desk()
                    .map(Desk::register)
                    .flatMap(register -> registers.entry(register, entry, at, basis(service)))
                    .map(this::held);
        });
    }

    /** The same of an entry that may have ended: nothing can be done to it any more. */
    public Optional<Held> known(Context official, ServicePackage service, UUID entry, Runnable permission) {
        return transactions.write(official, () -> {
            permission.run();
            return service.desk()
                    .map(Desk::register)
                    .flatMap(register -> registers.lastKnown(register, List.of(entry), basis(service)).stream()
                            .findFirst())
                    .map(this::held);
        });
    }

    private Held held(RegisterEntry entry) {
        Object holder = entry.data().get(HOLDER);
        if (holder == null) {
            return new Held(entry, "", List.of());
        }
        var person = new PersonId(UUID.fromString(holder.toString()));
        authority.recordAccess(null, List.of(person));
        return new Held(entry, identity.person(person).map(Person::name).orElse(""), cases.about(entry.id(), MOST));
    }

    private static String basis(ServicePackage service) {
        return service.legalBasis().isEmpty()
                ? service.code()
                : service.legalBasis().getFirst();
    }
}
