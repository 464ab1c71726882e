// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;

import polity.kernel.node.Zone;

/** What a face puts around each of its pages. */
public interface Navigation {

    /** The zone whose pages these are. */
    Zone zone();

    /** The main parts of the face. */
    List<Link> main(Language language, boolean signedIn);

    /** The links at the foot of every page. */
    List<Link> foot(Language language);
}
