// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;

/** A public service in the portal's list. */
public interface ServiceEntry {

    /** Stable code, like {@code residence-registration}; unique among all services. */
    String code();

    String title(Language language);

    /** One sentence that says what somebody gets. */
    String summary(Language language);

    /** Where it begins in the public zone. */
    String path();

    /** Whoever offers several services, perhaps changing while we run. */
    interface Source {
        List<ServiceEntry> services();
    }
}
