// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Zone;

/** What a face puts around each of its pages. */
public interface Navigation {

    /** The zone whose pages these are. */
    Zone zone();

    /**
     * The main parts of the face.
     *
     * @param viewer who is signed in, if anybody: what is closed to him isn't shown
     */
    List<Link> main(Language language, @Nullable Viewer viewer);

    /** The links at the foot of every page. */
    List<Link> foot(Language language);
}
