// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A length of time as laws give it: an ISO 8601 duration in years, months, weeks and days ({@code P1Y}, {@code P3M},
 * {@code P1M15D}, {@code P2W}, {@code P3D}), or our own form for working days ({@code P10WD}). Months and years keep
 * their own length; twelve months are not turned into a year.
 */
public record Period(int years, int months, int weeks, int days, int workingDays) {
    private static final String NUMBER = "([0-9]{1,4})";
    private static final Pattern DATES =
            Pattern.compile("P(?:" + NUMBER + "Y)?(?:" + NUMBER + "M)?(?:" + NUMBER + "D)?");
    private static final Pattern WEEKS = Pattern.compile("P" + NUMBER + "W");
    private static final Pattern WORKING_DAYS = Pattern.compile("P" + NUMBER + "WD");

    /**
     * Exactly what is counted.
     *
     * @throws PeriodNotValid when nothing is counted, or units are mixed that have no common reading
     */
    public Period {
        var dates = years | months | days;
        var kinds = (dates != 0 ? 1 : 0) + (weeks != 0 ? 1 : 0) + (workingDays != 0 ? 1 : 0);
        if ((dates | weeks | workingDays) < 0 || kinds != 1) {
            throw new PeriodNotValid(years + "Y " + months + "M " + weeks + "W " + days + "D " + workingDays + "WD");
        }
    }

    public static Period ofYears(int years) {
        return new Period(years, 0, 0, 0, 0);
    }

    public static Period ofMonths(int months) {
        return new Period(0, months, 0, 0, 0);
    }

    public static Period ofWeeks(int weeks) {
        return new Period(0, 0, weeks, 0, 0);
    }

    public static Period ofDays(int days) {
        return new Period(0, 0, 0, days, 0);
    }

    public static Period ofWorkingDays(int workingDays) {
        return new Period(0, 0, 0, 0, workingDays);
    }

    /**
     * Reads what {@link Period#toString} prints.
     *
     * @throws PeriodNotValid when the text is not a period, with what to write instead
     */
    public static Period parse(String text) {
        var dates = DATES.matcher(text);
        if (dates.matches() && (number(dates, 1) | number(dates, 2) | number(dates, 3)) != 0) {
            return new Period(number(dates, 1), number(dates, 2), 0, number(dates, 3), 0);
        }
        var weeks = WEEKS.matcher(text);
        if (weeks.matches() && number(weeks, 1) != 0) {
            return ofWeeks(number(weeks, 1));
        }
        var workingDays = WORKING_DAYS.matcher(text);
        if (workingDays.matches() && number(workingDays, 1) != 0) {
            return ofWorkingDays(number(workingDays, 1));
        }
        throw new PeriodNotValid(text);
    }

    public static boolean isPeriod(String text) {
        try {
            parse(text);
            return true;
        } catch (PeriodNotValid refused) {
            return false;
        }
    }

    /** The period as the first part of a rule, from the event of that name. */
    public LimitRule from(String event) {
        return LimitRule.of(this, event);
    }

    public boolean inWorkingDays() {
        return workingDays > 0;
    }

    /** Whether the law's month arithmetic applies: the period has months or years. */
    boolean inMonths() {
        return (years | months) != 0;
    }

    long totalMonths() {
        return 12L * years + months;
    }

    long totalDays() {
        return 7L * weeks + days;
    }

    /** The period in words: {@code period.years}, {@code .months}, {@code .weeks}, {@code .days}, {@code .working-days}. */
    public List<Reason> parts() {
        var parts = new ArrayList<Reason>();
        part(parts, "years", years);
        part(parts, "months", months);
        part(parts, "weeks", weeks);
        part(parts, "days", days);
        part(parts, "working-days", workingDays);
        return List.copyOf(parts);
    }

    /** The texts under a prefix that say the period: a single one, or the {@code mixed} one and then the parts. */
    List<Reason> in(String prefix) {
        var parts = parts();
        if (parts.size() > 1) {
            var all = new ArrayList<>(List.of(Reason.of(prefix + ".mixed")));
            all.addAll(parts);
            return all;
        }
        return parts.stream()
                .map(part -> new Reason(part.key().replace("period.", prefix + "."), part.values()))
                .toList();
    }

    @Override
    public String toString() {
        var text = new StringBuilder("P");
        part(text, years, "Y");
        part(text, months, "M");
        part(text, weeks, "W");
        part(text, days, "D");
        part(text, workingDays, "WD");
        return text.toString();
    }

    private static void part(List<Reason> parts, String unit, int number) {
        if (number != 0) {
            parts.add(Reason.of("period." + unit, Reason.COUNT, number));
        }
    }

    private static void part(StringBuilder text, int number, String unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }

    private static int number(MatchResult match, int group) {
        var digits = match.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** A text that is not a period; the message says what to write. */
    public static final class PeriodNotValid extends RuntimeException {
        private final String text;

        PeriodNotValid(String text) {
            super("“" + text + "” is not a period. Write P10WD for ten working days, P10D for days, P2W for weeks, "
                    + "P3M for months or P1Y for a year.");
            this.text = text;
        }

        /** What was written in place of a period. */
        public String text() {
            return text;
        }
    }
}
