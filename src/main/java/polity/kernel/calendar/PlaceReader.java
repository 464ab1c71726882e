// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import polity.kernel.calendar.Statute.Festival;
import polity.kernel.calendar.YamlNode.Fields;
import polity.kernel.calendar.YamlNode.Text;

/** Reads {@code <place>/place.yaml}: zone, weekend, close of the office and standing holidays of a place. */
final class PlaceReader {
    private static final Set<String> PLACE =
            Set.of("place", "name", "zone", "weekend", "office-closes", "notices", "library", "statute");

    private final DataReader reader;
    private final Place place;
    private final boolean tested;

    /** Of a file that was tested with the program, the library needn't be asked whether it has the calendar. */
    PlaceReader(DataReader reader, Place place, boolean tested) {
        this.reader = reader;
        this.place = place;
        this.tested = tested;
    }

    Optional<PlaceDefinition> read(String text) {
        return reader.document(text).flatMap(this::read);
    }

    private Optional<PlaceDefinition> read(Fields file) {
        reader.onlyKnown(file, PLACE);
        reader.word(file, "place", Set.of(place.code()));
        var name = reader.name(file, "name");
        var zone = reader.text(file, "zone").flatMap(this::zone);
        var weekend = weekend(file);
        var closes = reader.text(file, "office-closes").flatMap(this::time);
        var notices = reader.word(file, "notices", Set.of("required", "optional"));
        var rules = new ArrayList<HolidayRules>();
        var given = file.values().containsKey("library") || file.values().containsKey("statute");
        if (!given) {
            reader.problem(file.line(), "Give “library” or “statute”: where the standing holidays come from.");
        }
        Optional.ofNullable(file.values().get("library"))
                .flatMap(node -> reader.fields(node, "“library”"))
                .flatMap(this::library)
                .ifPresent(rules::add);
        Optional.ofNullable(file.values().get("statute"))
                .flatMap(node -> reader.fields(node, "“statute”"))
                .flatMap(this::statute)
                .ifPresent(rules::add);
        if (name.isEmpty() || zone.isEmpty() || closes.isEmpty() || notices.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PlaceDefinition(
                place,
                name.get(),
                zone.get(),
                weekend,
                closes.get(),
                "required".equals(notices.get()),
                List.copyOf(rules)));
    }

    private Optional<ZoneId> zone(Text text) {
        // Only regions: an offset knows no summer time, and letters like EST mean several things.
        if (text.value().contains("/") && ZoneId.getAvailableZoneIds().contains(text.value())) {
            return Optional.of(ZoneId.of(text.value()));
        }
        reader.problem(text.line(), "“" + text.value() + "” is not a time zone. Write it like Europe/London.");
        return Optional.empty();
    }

    private Set<DayOfWeek> weekend(Fields file) {
        var weekend = EnumSet.noneOf(DayOfWeek.class);
        for (var text : reader.texts(file, "weekend")) {
            try {
                weekend.add(DayOfWeek.valueOf(text.value().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                reader.problem(text.line(), "“" + text.value() + "” is not a day of the week. Write it like saturday.");
            }
        }
        if (weekend.isEmpty() || weekend.size() == DayOfWeek.values().length) {
            reader.problem(file.line(), "“weekend” must name at least one day, and not all seven.");
        }
        return weekend;
    }

    private Optional<LocalTime> time(Text text) {
        try {
            return Optional.of(LocalTime.parse(text.value()));
        } catch (DateTimeException unreadable) {
            reader.problem(text.line(), "“" + text.value() + "” is not a time of day. Write it like \"17:00\".");
            return Optional.empty();
        }
    }

    private Optional<JollydayRules> library(Fields library) {
        reader.onlyKnown(library, Set.of("calendar", "part", "names"));
        var names = new HashMap<String, Name>();
        reader.optionalFields(library, "names")
                .forEach((key, node) -> reader.name(node, key).ifPresent(name -> names.put(key, name)));
        var part = reader.optionalText(library, "part");
        return reader.text(library, "calendar").flatMap(calendar -> {
            var rules = JollydayRules.of(calendar.value(), part.map(Text::value), names);
            if (tested || rules.exist()) {
                return Optional.of(rules);
            }
            reader.problem(
                    part.map(Text::line).orElseGet(calendar::line),
                    "The holiday library has no calendar “" + calendar.value() + "”"
                            + part.map(text -> " with a part “" + text.value() + "”")
                                    .orElse("") + ".");
            return Optional.empty();
        });
    }

    private Optional<Statute> statute(Fields statute) {
        reader.onlyKnown(statute, Set.of("title", "number", "published", "from-year", "holidays"));
        var title = reader.name(statute, "title");
        var number = reader.text(statute, "number");
        reader.date(statute, "published");
        var from = reader.year(statute, "from-year");
        var festivals = new ArrayList<Festival>();
        for (var item : reader.items(statute, "holidays")) {
            reader.fields(item, "A holiday").flatMap(this::festival).ifPresent(festivals::add);
        }
        if (title.isEmpty() || number.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Statute(title.get(), number.get().value(), from.get(), List.copyOf(festivals)));
    }

    private Optional<Festival> festival(Fields fields) {
        reader.onlyKnown(fields, Set.of("name", "each-year", "dates"));
        var eachYear = new ArrayList<MonthDay>();
        for (var text : reader.texts(fields, "each-year")) {
            try {
                eachYear.add(MonthDay.parse("--" + text.value()));
            } catch (DateTimeException unreadable) {
                reader.problem(
                        text.line(), "“" + text.value() + "” is not a day of the year. Write it like \"10-01\".");
            }
        }
        var dates = new ArrayList<LocalDate>();
        reader.texts(fields, "dates").forEach(text -> reader.date(text).ifPresent(dates::add));
        if (eachYear.isEmpty() && dates.isEmpty()) {
            reader.problem(fields.line(), "A holiday needs “each-year” or “dates”.");
        }
        return reader.name(fields, "name").map(name -> new Festival(name, List.copyOf(eachYear), List.copyOf(dates)));
    }
}
