// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import polity.kernel.identity.PersonId;

/** Who works here: only they may sign in at the desk. */
public interface DeskAdmission {

    /** Whether the person holds a post now; asked within the transaction that signs in. */
    boolean admits(PersonId person);
}
