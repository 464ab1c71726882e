// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.Locale;

/** What a colour means; the words say it as well. */
public enum Tone {
    NEUTRAL,
    INFORMATION,
    /** Somebody has to wait. */
    WAITING,
    SUCCESS,
    /** Something will go wrong soon. */
    WARNING,
    DANGER;

    String tagClasses() {
        return this == NEUTRAL ? "polity-tag" : "polity-tag polity-tag--" + name().toLowerCase(Locale.ROOT);
    }
}
