// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;

/** Public things that the portal's search can find. */
public interface SearchSource {

    /** What kind of thing it finds, like news or laws. */
    String title(Language language);

    /** The best matches for what somebody typed, best first, at most {@code limit}. */
    List<Hit> search(String query, Language language, int limit);

    /**
     * Something found.
     *
     * @param score how well it fits, from 0 to 1
     */
    record Hit(String title, String summary, String path, double score) {}
}
