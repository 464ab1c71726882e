// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

/** What was to be registered doesn't fit the register. */
public final class EntryRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    EntryRefused(String register, String reason) {
        super("Register " + register + ": " + reason);
    }
}
