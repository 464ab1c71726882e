// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

/**
 * A person as others may have to address him.
 *
 * @param language BCP 47 tag of the language in which to write
 * @param email where to write; empty for somebody without an account
 */
public record Person(PersonId id, String name, String language, String email) {}
