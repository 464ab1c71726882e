// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that can be asked of a service.
 *
 * @param opens who may begin it
 * @param asks the procedure whose rules and limits a visitor learns of; for what a visitor opens
 * @param register the register whose entry it works on
 * @param when what must hold of the entry before it can be begun
 * @param form name of its form in form.yaml
 * @param limits names of the limits that it counts
 * @param article on which it rests
 * @param status where a case stands once it has taken effect
 * @param effects what a decision does, by its outcome
 */
public record Procedure(
        String code,
        Opens opens,
        Optional<String> asks,
        Optional<String> register,
        List<Condition> when,
        Optional<String> form,
        List<String> limits,
        Optional<String> article,
        String status,
        Map<Determination.Outcome, List<Effect>> effects) {

    static final String REVOKED = "revoked";

    /** Whether something is paid back by it. */
    public boolean refunds() {
        return does(Effect.Refund.class);
    }

    /** Whether it brings an entry to an end. */
    public boolean ends() {
        return does(Effect.End.class);
    }

    /** Whether it takes away at once what somebody holds, even what is about to end. */
    boolean revokes() {
        return opens == Opens.OFFICIAL
                && effects.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(effect -> effect instanceof Effect.End(var _, var status) && REVOKED.equals(status));
    }

    private boolean does(Class<? extends Effect> kind) {
        return effects.values().stream().flatMap(List::stream).anyMatch(kind::isInstance);
    }

    /** Who may begin a procedure. */
    public enum Opens {
        ANYONE,
        /** Only the holder of the entry. */
        HOLDER,
        OFFICIAL,
        /** Anybody without an account, to learn what the rules say: no case comes of it, and no register is asked. */
        VISITOR
    }
}
