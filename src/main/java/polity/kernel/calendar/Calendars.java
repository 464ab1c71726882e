// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import polity.kernel.calendar.CalendarFiles.File;
import polity.kernel.calendar.DataReader.Problem;

/**
 * The calendars of all places that are known. The data are files: {@code <place>/place.yaml} says what is lasting,
 * {@code <place>/<year>.yaml} holds the official notices of a year. They come with the program, and a folder may add to
 * them or put others in their stead; to take up a changed folder, load again.
 */
public final class Calendars {
    /** The calendars of an authority itself, with the notices that it has imported. */
    private static final String FOLDER = "calendars";

    private final Map<Place, WorkingCalendar> byPlace;

    private Calendars(Map<Place, WorkingCalendar> byPlace) {
        this.byPlace = byPlace;
    }

    /** The places that come with the program. */
    public static Calendars bundled() {
        var problems = new ArrayList<Problem>();
        var files = new CalendarFiles(problems);
        files.addBundled();
        return loaded(files, problems);
    }

    /**
     * The places that come with the program, and those of a folder.
     *
     * @throws CalendarDataNotValid when a file cannot be used, with every problem in all of them
     */
    public static Calendars with(Path folder) {
        var problems = new ArrayList<Problem>();
        var files = new CalendarFiles(problems);
        files.addBundled();
        files.addFolder(folder);
        return loaded(files, problems);
    }

    /**
     * The calendar of an authority: of the place that it names, otherwise of the only place whose clock it goes by.
     *
     * @param home where the folder of its own calendars is, if it has one
     * @throws CalendarDataNotValid when a file or the name can't be used, or when several calendars go by that clock
     */
    public static Optional<WorkingCalendar> ofAuthority(Path home, @Nullable String place, ZoneId zone) {
        Path folder = home.resolve(FOLDER);
        Calendars known = Files.isDirectory(folder) ? with(folder) : bundled();
        if (place != null && !place.isBlank()) {
            WorkingCalendar named = known.of(new Place(place));
            if (!named.zone().equals(zone)) {
                throw new CalendarDataNotValid("The calendar of " + place + " goes by the clock of " + named.zone()
                        + ", but the authority's is " + zone + "; set POLITY_CALENDAR or POLITY_TIMEZONE.");
            }
            return Optional.of(named);
        }
        List<Place> fitting = known.places().stream()
                .filter(each -> known.of(each).zone().equals(zone))
                .toList();
        if (fitting.size() > 1) {
            throw new CalendarDataNotValid("Several calendars go by the clock of " + zone
                    + "; set POLITY_CALENDAR to one of "
                    + fitting.stream().map(Place::code).collect(Collectors.joining(", ")) + ".");
        }
        return fitting.stream().findFirst().map(known::of);
    }

    public Optional<WorkingCalendar> find(Place place) {
        return Optional.ofNullable(byPlace.get(place));
    }

    /**
     * The calendar of a place that must be known.
     *
     * @throws CalendarDataNotValid when there is no calendar of that place
     */
    public WorkingCalendar of(Place place) {
        return find(place)
                .orElseThrow(() -> new CalendarDataNotValid("There is no calendar of “" + place + "”. Known are: "
                        + places() + ". Add a file " + place + "/place.yaml."));
    }

    public SortedSet<Place> places() {
        var places = new TreeSet<Place>(Comparator.comparing(Place::code));
        places.addAll(byPlace.keySet());
        return places;
    }

    private static Calendars loaded(CalendarFiles files, List<Problem> problems) {
        var byPlace = new TreeMap<Place, WorkingCalendar>(Comparator.comparing(Place::code));
        files.byPlace()
                .forEach((code, ofPlace) -> calendar(new Place(code), ofPlace, problems)
                        .ifPresent(calendar -> byPlace.put(calendar.place(), calendar)));
        if (!problems.isEmpty()) {
            throw new CalendarDataNotValid(Problem.inOrder(problems));
        }
        return new Calendars(Map.copyOf(byPlace));
    }

    private static Optional<WorkingCalendar> calendar(Place place, Map<String, File> files, List<Problem> problems) {
        var file = files.get("place");
        if (file == null) {
            problems.add(
                    new Problem(place + "/place.yaml", 0, "The file is missing; there are notices for this place."));
            return Optional.empty();
        }
        return new PlaceReader(new DataReader(file.label(), problems), place, file.bundled())
                .read(file.text())
                .map(definition -> WorkingCalendar.of(definition, notices(definition, files, problems)));
    }

    /** A later notice corrects an earlier one; a list that was only looked up comes first. */
    private static List<Notice> notices(PlaceDefinition place, Map<String, File> files, List<Problem> problems) {
        var notices = new ArrayList<Notice>();
        files.forEach((name, file) -> {
            if (!name.equals("place")) {
                notices.addAll(new NoticeReader(new DataReader(file.label(), problems), place, Integer.parseInt(name))
                        .read(file.text()));
            }
        });
        notices.sort(Comparator.comparing(
                notice -> Optional.ofNullable(notice.published()).orElse(LocalDate.MIN)));
        return notices;
    }
}
