// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

/** Where the key ring comes from. */
sealed interface Keys permits DemonstrationKeys, OwnKeys {
    /**
     * What to seal and validate with now.
     *
     * @throws KeysUnavailable when it cannot be read or renewed
     */
    KeyRing ring();
}
