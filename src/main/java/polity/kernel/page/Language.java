// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A language in which every page can be read. */
public enum Language {
    EN("en", "English", "ltr", Locale.UK, true),
    ZH_HANS("zh-Hans", "简体中文", "ltr", Locale.forLanguageTag("zh-Hans-CN"), false);

    /** Query parameter that chooses a language. */
    public static final String PARAMETER = "lang";

    /** Cookie that remembers the choice; its value is a {@link #tag()}. */
    public static final String COOKIE = "lang";

    // RFC 9110 sets no limit; no browser sends nearly as much.
    private static final int LONGEST_ACCEPT_LANGUAGE = 500;

    private final String tag;
    private final String ownName;
    private final String direction;
    private final Locale locale;
    private final boolean singular;

    Language(String tag, String ownName, String direction, Locale locale, boolean singular) {
        this.tag = tag;
        this.ownName = ownName;
        this.direction = direction;
        this.locale = locale;
        this.singular = singular;
    }

    /** The language in which to answer: what the address asks for, else the cookie, else the browser, else English. */
    public static Language choose(
            @Nullable String parameter, @Nullable String cookie, @Nullable String acceptLanguage) {
        return ofTag(parameter)
                .or(() -> ofTag(cookie))
                .or(() -> accepted(acceptLanguage))
                .orElse(EN);
    }

    /** The language with exactly this BCP 47 tag. */
    public static Optional<Language> ofTag(@Nullable String tag) {
        return Stream.of(values())
                .filter(language -> language.tag.equalsIgnoreCase(tag))
                .findFirst();
    }

    /** The address without a choice of language, for the redirect that follows one. */
    public static String withoutChoice(String pathAndQuery) {
        var question = pathAndQuery.indexOf('?');
        if (question < 0) {
            return pathAndQuery;
        }
        var rest = Stream.of(pathAndQuery.substring(question + 1).split("&", -1))
                .filter(pair -> !pair.isEmpty() && !pair.equals(PARAMETER) && !pair.startsWith(PARAMETER + "="))
                .toList();
        var path = pathAndQuery.substring(0, question);
        return rest.isEmpty() ? path : path + "?" + String.join("&", rest);
    }

    private static Optional<Language> accepted(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > LONGEST_ACCEPT_LANGUAGE) {
            return Optional.empty();
        }
        return ranges(header).stream()
                .filter(range -> range.getWeight() > 0)
                .sorted(Comparator.comparingDouble(LanguageRange::getWeight).reversed())
                .map(LanguageRange::getRange)
                .flatMap(range -> Stream.of(values()).filter(language -> language.answers(range)))
                .findFirst();
    }

    private static List<LanguageRange> ranges(String header) {
        try {
            return LanguageRange.parse(header);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    /** Whoever asks for any Chinese is better served by simplified Chinese than by English. */
    private boolean answers(String range) {
        var primary = range.split("-", 2)[0];
        return primary.equalsIgnoreCase(locale.getLanguage());
    }

    /** Its BCP 47 tag, as {@code lang} and {@code Content-Language} give it. */
    public String tag() {
        return tag;
    }

    /** What its speakers call it. */
    public String ownName() {
        return ownName;
    }

    /** {@code ltr} or {@code rtl}. */
    public String direction() {
        return direction;
    }

    /** Whose customs dates, numbers and money follow (CLDR). */
    public Locale locale() {
        return locale;
    }

    /** The same address in this language. */
    public String addressOf(String pathAndQuery) {
        var plain = withoutChoice(pathAndQuery);
        return plain + (plain.indexOf('?') < 0 ? "?" : "&") + PARAMETER + "=" + tag;
    }

    /** A text with an aside after it. */
    String withAside(String text, String aside) {
        return switch (this) {
            case EN -> text + " (" + aside + ")";
            case ZH_HANS -> text + "（" + aside + "）";
        };
    }

    /** The plural categories of CLDR that whole numbers have in this language. */
    List<String> pluralForms() {
        return singular ? List.of("one", "other") : List.of("other");
    }

    /** The plural category of this many. */
    String pluralForm(long count) {
        return singular && count == 1 ? "one" : "other";
    }
}
