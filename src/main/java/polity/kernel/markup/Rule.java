// SPDX-License-Identifier: Apache-2.0
package polity.kernel.markup;

import java.util.Set;

/** What an element may have: attributes, and children within it. */
record Rule(Set<String> attributes, Set<String> children) {}
