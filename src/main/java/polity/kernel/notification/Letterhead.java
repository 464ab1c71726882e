// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import polity.kernel.page.Language;
import polity.kernel.page.Site;

/** Who writes. */
final class Letterhead {

    private Letterhead() {}

    /** The authority's name in this language, else in English, else the program's. */
    static String authority(Site site, Language language) {
        String english = site.authority().getOrDefault(Language.EN, "Polity");
        return site.authority().getOrDefault(language, english);
    }
}
