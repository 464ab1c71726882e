// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.UUID;

/** What somebody drafted before signing in becomes his own. */
public interface DraftAdoption {

    /**
     * Hands over what the drafting session owned, in the transaction that signs in. That transaction has no actor yet:
     * what it writes goes through a function of the module that owns the drafts.
     *
     * @param drafting {@link Caller#actor()} of the session that has just ended
     */
    void adopt(UUID drafting, PersonId person);
}
