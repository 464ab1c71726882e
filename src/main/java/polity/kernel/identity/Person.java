// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

/**
 * A person as others address him.
 *
 * @param nameProved whether the authority knows that this is his name: then it stands in documents and he can't change it
 * @param language BCP 47 tag of the language in which to write to him
 */
public record Person(PersonId id, String name, boolean nameProved, String language) {}
