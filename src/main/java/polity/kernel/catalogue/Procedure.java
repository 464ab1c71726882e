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
        Optional<String> form,
        List<String> limits,
        Optional<String> article,
        String status,
        Map<Determination.Outcome, List<Effect>> effects) {

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
