// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.Counted;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.RegisterFacts;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.identity.Caller;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Transactions;
import polity.kernel.registers.Registers;

/** What would be known and decided now: nothing is promised or kept, except who looked at whose entry. */
public final class Preview {

    private final Transactions transactions;
    private final Registers registers;
    private final Places places;
    private final Audit audit;

    Preview(Transactions transactions, Registers registers, Places places, Audit audit) {
        this.transactions = transactions;
        this.registers = registers;
        this.places = places;
        this.audit = audit;
    }

    /** What expressions of the service can see. */
    public Map<String, @Nullable Object> known(ServicePackage service, Asked asked, Caller caller) {
        return transactions.write(
                caller.context("eligibility:" + service.code()),
                () -> service.known(asked, new RegisterFacts(registers, service.place())));
    }

    /**
     * What the rules would say now.
     *
     * @param unpaid the caller's own case that is granted already and not paid yet, if that is why they refuse
     */
    public record Said(
            Determination determination, @Nullable CaseId unpaid) {}

    /** What the rules would say now. */
    public Said determine(ServicePackage service, Asked asked, Caller caller) {
        return transactions.write(caller.context("eligibility:" + service.code()), () -> {
            Map<String, @Nullable Object> known = service.known(asked, new RegisterFacts(registers, service.place()));
            List<Counted> limits = service.limits(asked.procedure(), known);
            Map<String, Long> counts = places.count(limits, asked.at());
            Determination said = service.determine(asked, known, counts);
            PersonId person = caller.person();
            return new Said(
                    said,
                    person == null || !said.isRefused()
                            ? null
                            : places.inTheWay(
                                            person.value(),
                                            limits,
                                            counts,
                                            asked.at(),
                                            without -> service.determine(asked, known, without)
                                                    .isRefused())
                                    .map(CaseId::new)
                                    .orElse(null));
        });
    }

    /** Whether the caller holds an entry that this procedure works on; that somebody asks of another's is recorded. */
    public boolean holds(UUID id, Caller caller, Procedure procedure, Instant at, ServicePackage service) {
        boolean held = entry(id, caller, procedure, at, service) != null;
        if (!held) {
            transactions.write(
                    caller.context("entry:" + id),
                    () -> audit.record(Act.of(at, "registers.read", "entry", id)
                            .by(caller.signedIn().value())
                            .with("procedure", procedure.code())
                            .ending(Act.Outcome.REFUSED)));
        }
        return held;
    }

    /** The entry that a procedure works on, as expressions see it; absent when the caller doesn't hold it. */
    public @Nullable Map<String, @Nullable Object> entry(
            @Nullable UUID id, Caller caller, Procedure procedure, Instant at, ServicePackage service) {
        if (id == null || procedure.register().isEmpty() || caller.person() == null) {
            return null;
        }
        String holder = caller.person().value().toString();
        return transactions
                .write(
                        caller.context("entry:" + id),
                        () -> registers.entry(procedure.register().get(), id, at, "own"))
                .filter(entry -> holder.equals(entry.data().get("holder")))
                .map(entry -> entry.asContext(service.place()))
                .orElse(null);
    }
}
