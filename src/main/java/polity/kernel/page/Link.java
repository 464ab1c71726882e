// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import org.jspecify.annotations.Nullable;

/**
 * A link, in a list, in a sentence or in the navigation.
 *
 * @param count how many things wait behind it
 */
public record Link(String text, String href, @Nullable Integer count) {

    public static Link to(String href, String text) {
        return new Link(text, href, null);
    }

    public Link counting(int waiting) {
        return new Link(text, href, waiting);
    }
}
