// SPDX-License-Identifier: Apache-2.0
package polity.testing;

/** How somebody uses the pages. */
public enum Manner {
    ENGLISH("en", 1280, true),
    CHINESE("zh-Hans", 1280, true),
    NARROW("en", 320, true),
    KEYBOARD("en", 1280, true),
    WITHOUT_SCRIPT("zh-Hans", 320, false);

    private final String language;
    private final int width;
    private final boolean script;

    Manner(String language, int width, boolean script) {
        this.language = language;
        this.width = width;
        this.script = script;
    }

    public String language() {
        return language;
    }

    int width() {
        return width;
    }

    boolean script() {
        return script;
    }
}
