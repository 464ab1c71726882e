// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

/** Where the key ring comes from. */
interface Keys {
    /**
     * What to seal with now.
     *
     * @throws KeysUnavailable when it cannot be read or renewed
     */
    KeyRing ring();
}
