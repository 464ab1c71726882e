// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What something is called, by language tag (BCP 47); English is always there. */
record Name(Map<String, String> byLanguage) {
    Name {
        byLanguage = Map.copyOf(byLanguage);
    }

    static Name english(String text) {
        return new Name(Map.of("en", text));
    }

    /** The name with something in brackets after it. */
    Name followedBy(String addition) {
        var texts = new HashMap<String, String>();
        byLanguage.forEach((language, text) -> texts.put(
                language, language.startsWith("zh") ? text + "（" + addition + "）" : text + " (" + addition + ")"));
        return new Name(texts);
    }

    /** The exact language, else one of the same language in another script or region, else English. */
    String in(Locale locale) {
        var exact = byLanguage.get(locale.toLanguageTag());
        if (exact != null) {
            return exact;
        }
        var language = locale.getLanguage();
        return byLanguage.entrySet().stream()
                .filter(entry ->
                        Locale.forLanguageTag(entry.getKey()).getLanguage().equals(language))
                .map(Map.Entry::getValue)
                .min(String::compareTo)
                .orElseGet(() -> byLanguage.getOrDefault("en", ""));
    }
}
