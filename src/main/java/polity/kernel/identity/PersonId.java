// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.UUID;

/** A natural person known to the authority: opaque, and the actor of what the person does. */
public record PersonId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
