// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import polity.kernel.page.Language;

/** A further page of a person's account, that another module has. */
public interface AccountEntry {

    /** Its address in the public zone. */
    String path();

    String title(Language language);

    /** What is there, in a sentence. */
    String text(Language language);
}
