// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * With what somebody came, as far as its owner needs it to recognise it.
 *
 * @param browser product name, or empty
 * @param system product name, or empty
 */
record Device(String browser, String system) {

    private record Mark(String part, String name) {}

    // Browsers pretend to be each other: the more particular names come first.
    private static final List<Mark> BROWSERS = List.of(
            new Mark("MicroMessenger/", "WeChat"),
            new Mark("Edg/", "Edge"),
            new Mark("EdgA/", "Edge"),
            new Mark("EdgiOS/", "Edge"),
            new Mark("OPR/", "Opera"),
            new Mark("SamsungBrowser/", "Samsung Internet"),
            new Mark("Firefox/", "Firefox"),
            new Mark("FxiOS/", "Firefox"),
            new Mark("CriOS/", "Chrome"),
            new Mark("Chrome/", "Chrome"),
            new Mark("Safari/", "Safari"));
    private static final List<Mark> SYSTEMS = List.of(
            new Mark("HarmonyOS", "HarmonyOS"),
            new Mark("Android", "Android"),
            new Mark("iPhone", "iPhone"),
            new Mark("iPad", "iPad"),
            new Mark("Windows", "Windows"),
            new Mark("Macintosh", "macOS"),
            new Mark("CrOS", "ChromeOS"),
            new Mark("Linux", "Linux"));

    static Device of(@Nullable String userAgent) {
        String text = userAgent == null ? "" : userAgent;
        return new Device(first(BROWSERS, text), first(SYSTEMS, text));
    }

    private static String first(List<Mark> marks, String text) {
        return marks.stream()
                .filter(mark -> text.contains(mark.part()))
                .map(Mark::name)
                .findFirst()
                .orElse("");
    }
}
