// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import polity.kernel.accounts.AccountEntry;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

/** Leads from the account to who looked at its owner's data. */
final class AccessEntry implements AccountEntry {

    private final Vocabulary vocabulary;

    AccessEntry(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public String path() {
        return "/account/access";
    }

    @Override
    public String title(Language language) {
        return vocabulary.words("authority", language).say("access.title");
    }

    @Override
    public String text(Language language) {
        return vocabulary.words("authority", language).say("access.link");
    }
}
