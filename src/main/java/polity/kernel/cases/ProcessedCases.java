// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Effect;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Context;

/** Cases as processes see them, and what processes do about them: all of it in the caller's transaction. */
public final class ProcessedCases {

    private final OfficialActs officials;
    private final Matters matters;

    ProcessedCases(OfficialActs officials, Matters matters) {
        this.officials = officials;
        this.matters = matters;
    }

    /** The process of a package is to begin about a case. */
    public record ProcessDue(UUID matter) {}

    /** A case has done something with an entry of which the processes about that are told. */
    public record Happened(UUID matter, String message) {}

    /**
     * Whether a process is to begin about a case: it has what it was granted and nothing has ended that since. Whoever can
     * forge an order could otherwise have what was refused handled. The case stays so until the transaction ends.
     */
    public boolean isDue(CaseId id) {
        return matters.lock(id.value())
                .filter(matter -> officials.does(matter, Effect.Begin.class::isInstance))
                .isPresent();
    }

    /** The entry about which a case sends a message, if it has taken effect and its procedure sends that. */
    public Optional<UUID> sending(CaseId id, String message) {
        return matters.find(id.value())
                .filter(matter -> officials.does(
                        matter,
                        effect -> effect instanceof Effect.Message sent
                                && sent.name().equals(message)))
                .map(Matter::entry);
    }

    /**
     * A case as a process sees it.
     *
     * @param known what expressions see, with the entry as it stands now
     */
    public record Handled(
            ServicePackage service,
            String reference,
            UUID applicant,
            @Nullable UUID entry,
            Map<String, @Nullable Object> known) {}

    /** The case that a process is about. */
    public Handled handled(CaseId id, Instant at) {
        return officials.handled(id.value(), at);
    }

    /** Does what a process has come to: the rules of the procedure decide with what officials have said in its steps. */
    public OfficialAct.Result act(
            Context context, CaseId id, String procedure, Map<String, @Nullable Object> steps, Instant at) {
        return officials.act(context, id.value(), procedure, steps, at);
    }

    /** Says in a case what has happened with it. */
    public void tell(CaseId id, Instant at, @Nullable UUID actor, String event, @Nullable String note) {
        matters.tell(id.value(), at, actor, event, note);
    }
}
