// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

/**
 * A person as others address him.
 *
 * @param language BCP 47 tag of the language in which to write to him
 */
public record Person(PersonId id, String name, String language) {}
