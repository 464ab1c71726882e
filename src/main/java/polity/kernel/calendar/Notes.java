// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import polity.kernel.calendar.TimeLimit.Extension;

/** What is said beside the days of a derivation. */
record Notes(
        LimitRule rule,
        LocalDate event,
        LocalDate lastDay,
        WorkingCalendar calendar,
        List<Extension> extensions,
        boolean standing) {

    List<Reason> all() {
        var notes = new ArrayList<Reason>();
        notes.addAll(rule.period().in(rule.backward() ? "note.before" : "note.period"));
        if (!rule.basis().isEmpty()) {
            notes.add(Reason.of("note.basis", "basis", rule.basis()));
        }
        notes.add(Reason.of(
                switch (rule.counting()) {
                    case AFTER_EVENT_DAY -> "note.event-excluded";
                    case FROM_EVENT_DAY -> "note.event-included";
                    case CLEAR_DAYS -> "note.clear-days";
                }));
        if (rule.period().inMonths()) {
            notes.add(Reason.of(hasCorrespondingDay() ? "note.corresponding-day" : "note.end-of-month"));
        }
        if (rule.lastDayMoves()) {
            notes.add(Reason.of(rule.backward() ? "note.moves-back" : "note.moves-on"));
        }
        extensions.forEach(extension -> notes.addAll(extended(extension)));
        if (standing) {
            notes.add(Reason.of("note.standing"));
        }
        notes.add(
                rule.untilOfficeCloses()
                        ? Reason.of("note.ends-when-office-closes", "time", calendar.officeCloses())
                        : Reason.of("note.ends-at-midnight"));
        uncertainYears(notes);
        return List.copyOf(notes);
    }

    private boolean hasCorrespondingDay() {
        var way = rule.backward() ? -1 : 1;
        return event.plusMonths(way * rule.period().totalMonths()).getDayOfMonth() == event.getDayOfMonth();
    }

    private static List<Reason> extended(Extension extension) {
        var by = extension.by();
        var until = extension.until();
        var values = new HashMap<String, Object>(Map.of("reason", extension.reason(), "basis", extension.basis()));
        if (by == null) {
            if (until != null) {
                values.put("date", until);
            }
            return List.of(new Reason("note.extended.until", values));
        }
        return by.in("note.extended").stream()
                .map(length -> {
                    var all = new HashMap<>(values);
                    all.putAll(length.values());
                    return new Reason(length.key(), all);
                })
                .toList();
    }

    /** Holidays matter only when working days are counted or the last day may move. */
    private void uncertainYears(List<Reason> notes) {
        var extendedInWorkingDays =
                extensions.stream().map(Extension::by).anyMatch(by -> by != null && by.inWorkingDays());
        if (!rule.period().inWorkingDays() && !rule.lastDayMoves() && !extendedInWorkingDays) {
            return;
        }
        var from = Math.min(event.getYear(), lastDay.getYear());
        var to = Math.max(event.getYear(), lastDay.getYear());
        for (var year = from; year <= to; year++) {
            if (!calendar.isSettled(year)) {
                notes.add(Reason.of(
                        calendar.isProvisional(year) ? "note.provisional" : "note.by-rule",
                        "year",
                        String.valueOf(year)));
            }
        }
    }
}
