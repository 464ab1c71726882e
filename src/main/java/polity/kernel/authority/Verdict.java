// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.UUID;

/** Whether somebody may do something. */
sealed interface Verdict {

    /** He may, for this unit. */
    record Granted(UUID unit) implements Verdict {}

    /** He may not. */
    record Denied(Reason reason) implements Verdict {}

    /** Why somebody may not; its name in lower case is the key of its text. */
    enum Reason {
        /** No post of his carries the permission. */
        NO_POST,
        /** His posts carry it for other units. */
        OTHER_UNIT,
        /** It concerns himself. */
        OWN_MATTER
    }
}
