// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.Optional;

import polity.kernel.page.Language;
import polity.kernel.page.Link;

/** Where the law is read by which personal data is looked at. A higher module implements it. */
public interface BasisLinks {

    /** The article that this basis cites; absent when it cites none. */
    Optional<Link> link(String basis, Language language);
}
