// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import polity.kernel.node.Zone;

/** Only somebody who is signed in may do this. Becomes the way to the sign-in page and back. */
final class SignInNeeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Zone zone;
    private final String address;

    SignInNeeded(Zone zone, String address) {
        super("Only somebody who is signed in may do this", null, false, false);
        this.zone = zone;
        this.address = address;
    }

    Zone zone() {
        return zone;
    }

    String address() {
        return address;
    }
}
