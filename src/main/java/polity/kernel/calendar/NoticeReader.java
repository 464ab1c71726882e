// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import polity.kernel.calendar.Notice.Entry;
import polity.kernel.calendar.Notice.Kind;
import polity.kernel.calendar.YamlNode.Fields;
import polity.kernel.calendar.YamlNode.Text;

/** Reads {@code <place>/<year>.yaml}: the official notices about one year, the later ones correcting the earlier. */
final class NoticeReader {
    /** Longer than any holiday; a longer range is a slip of the pen. */
    private static final int LONGEST_RANGE = 31;

    private static final Map<String, Kind> LISTS = Map.of(
            "holidays", Kind.HOLIDAY,
            "one-off-holidays", Kind.ONE_OFF,
            "make-up-working-days", Kind.MAKE_UP,
            "removed-holidays", Kind.NO_HOLIDAY);
    private static final Set<String> NOTICE = Set.of(
            "title",
            "number",
            "published",
            "consulted",
            "complete",
            "holidays",
            "one-off-holidays",
            "make-up-working-days",
            "removed-holidays");

    private final DataReader reader;
    private final PlaceDefinition place;
    private final int year;

    NoticeReader(DataReader reader, PlaceDefinition place, int year) {
        this.reader = reader;
        this.place = place;
        this.year = year;
    }

    List<Notice> read(String text) {
        var notices = new ArrayList<Notice>();
        reader.document(text).ifPresent(file -> {
            reader.onlyKnown(file, Set.of("place", "year", "notices"));
            reader.word(file, "place", Set.of(place.place().code()));
            reader.word(file, "year", Set.of(String.valueOf(year)));
            if (reader.items(file, "notices").isEmpty()) {
                reader.problem(file.line(), "“notices” must list at least one notice.");
            }
            for (var item : reader.items(file, "notices")) {
                reader.fields(item, "A notice").ifPresent(notice -> read(notice, notices));
            }
        });
        return notices;
    }

    private void read(Fields fields, List<Notice> notices) {
        reader.onlyKnown(fields, NOTICE);
        var title = reader.name(fields, "title");
        var number = reader.optionalText(fields, "number").map(Text::value);
        var published = reader.optionalDate(fields, "published");
        var consulted = reader.optionalDate(fields, "consulted");
        if (fields.values().containsKey("published") == fields.values().containsKey("consulted")) {
            reader.problem(
                    fields.line(),
                    "Give either “published”, the day on which the notice was published, or “consulted”, the day on which a list was looked up.");
        }
        var entries = new ArrayList<Entry>();
        var seen = new HashMap<LocalDate, Kind>();
        LISTS.forEach((list, kind) -> {
            for (var item : reader.items(fields, list)) {
                reader.fields(item, "An entry of “" + list + "”").ifPresent(entry -> read(entry, kind, seen, entries));
            }
        });
        if (published.isPresent() || consulted.isPresent()) {
            title.ifPresent(name -> notices.add(new Notice(
                    year,
                    name,
                    number.orElse(null),
                    published.orElse(null),
                    reader.flag(fields, "complete"),
                    entries)));
        }
    }

    private void read(Fields fields, Kind list, Map<LocalDate, Kind> seen, List<Entry> entries) {
        reader.onlyKnown(
                fields,
                list == Kind.HOLIDAY
                        ? Set.of("name", "date", "from", "to", "substitute")
                        : Set.of("name", "date", "from", "to"));
        var name = reader.name(fields, "name");
        var single = fields.values().containsKey("date");
        var from = reader.date(fields, single ? "date" : "from");
        var to = single ? from : reader.date(fields, "to");
        if (name.isEmpty() || from.isEmpty() || to.isEmpty() || !inOrder(fields, from.get(), to.get())) {
            return;
        }
        var kind = list == Kind.HOLIDAY && reader.flag(fields, "substitute") ? Kind.SUBSTITUTE : list;
        for (var date = from.get(); !date.isAfter(to.get()); date = date.plusDays(1)) {
            var other = seen.put(date, kind);
            if (other != null) {
                reader.problem(fields.line(), date + " stands in this notice twice.");
            }
            if (kind == Kind.MAKE_UP && !place.weekend().contains(date.getDayOfWeek())) {
                reader.problem(
                        fields.line(),
                        date + " is a " + date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                                + ", which is a working day already.");
            }
            entries.add(new Entry(date, kind, name.get()));
        }
    }

    private boolean inOrder(Fields fields, LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            reader.problem(fields.line(), "“to” (" + to + ") is before “from” (" + from + ").");
            return false;
        }
        if (ChronoUnit.DAYS.between(from, to) >= LONGEST_RANGE) {
            reader.problem(fields.line(), "The days from " + from + " to " + to + " are too many for one entry.");
            return false;
        }
        // A notice may reach over New Year's Eve, but not further.
        if (from.isBefore(LocalDate.of(year - 1, 12, 1)) || to.isAfter(LocalDate.of(year + 1, 1, 31))) {
            reader.problem(fields.line(), "The days from " + from + " to " + to + " are not in " + year + ".");
            return false;
        }
        return true;
    }
}
