// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.text.Normalizer;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time of day: as people write it, in either language, and as JSON has it. */
final class ClockTime {

    private static final Pattern ISO = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern WRITTEN = Pattern.compile(
            "(?<before>上午|下午|晚上)?(?<hour>\\d{1,2})(?:[:.]?(?<minute>\\d{2})|(?<sharp>:))?(?<after>[ap]\\.?m\\.?)?");
    private static final int NOON = 12;
    private static final int EVENING = 6;
    private static final int HOURS = 24;
    private static final int MINUTES = 60;

    private ClockTime() {}

    /** As ISO 8601 writes it to the minute, {@code 18:30}. */
    static Optional<LocalTime> ofIso(String text) {
        return ISO.matcher(text).matches() ? Optional.of(LocalTime.parse(text)) : Optional.empty();
    }

    /** Such as 18:30, 18.30, 1830, 6:30pm, 6 pm or 下午6点半, in full-width figures, too; 6 alone could be either. */
    static Optional<LocalTime> of(String text) {
        // Compatibility forms (Unicode annex 15): full-width figures, colons and letters become the usual ones.
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s", "")
                .replaceAll("[点時时]", ":")
                .replace("半", "30")
                .replaceAll("[分整]", "");
        Matcher written = WRITTEN.matcher(plain);
        if (!written.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(written.group("hour"));
        int minute = written.group("minute") == null ? 0 : Integer.parseInt(written.group("minute"));
        String before = written.group("before");
        String after = written.group("after");
        if (after != null) {
            return before != null || hour < 1 || hour > NOON
                    ? Optional.empty()
                    : time(hour % NOON + (after.startsWith("p") ? NOON : 0), minute);
        }
        if (before != null) {
            return partOfDay(before, hour, minute);
        }
        return written.group("minute") == null && written.group("sharp") == null
                ? Optional.empty()
                : time(hour, minute);
    }

    /** Twelve in the morning could be noon or midnight, and one to five at night is of the next day: who means that says it. */
    private static Optional<LocalTime> partOfDay(String part, int hour, int minute) {
        return switch (part) {
            case "上午" -> hour < NOON ? time(hour, minute) : Optional.empty();
            case "下午" -> time(hour < NOON ? hour + NOON : hour, minute);
            default ->
                hour == NOON
                        ? time(0, minute)
                        : hour < EVENING ? Optional.empty() : time(hour < NOON ? hour + NOON : hour, minute);
        };
    }

    private static Optional<LocalTime> time(int hour, int minute) {
        return hour < HOURS && minute < MINUTES ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
    }
}
