// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, for which unit and for what purpose, in one transaction. Row-level security sees nothing else.
 *
 * @param actor opaque id of the person, application or job that acts; absent for a visitor who isn't signed in
 * @param unit the unit of the authority for which an official acts
 * @param purpose why data is read or written, such as {@code case:2026-0001} or {@code sign-in}
 */
public record Context(@Nullable UUID actor, @Nullable UUID unit, String purpose) {

    /** A visitor who isn't signed in. */
    public static Context visitor(String purpose) {
        return new Context(null, null, purpose);
    }

    /** Somebody who acts for himself. */
    public static Context of(UUID actor, String purpose) {
        return new Context(actor, null, purpose);
    }
}
