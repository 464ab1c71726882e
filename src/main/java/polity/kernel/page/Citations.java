// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.Optional;

/** Where the law can be read that modules below it cite. */
public interface Citations {

    /** The article with its name, for a citation as it is written in data; empty if there is no such law. */
    Optional<Link> link(String written, Frame frame);
}
