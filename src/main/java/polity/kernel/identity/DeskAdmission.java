// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

/** Who works here: only they may sign in at the desk. */
public interface DeskAdmission {

    /** Whether the person holds a post now; asked within the transaction that signs in. */
    boolean admits(PersonId person);
}
