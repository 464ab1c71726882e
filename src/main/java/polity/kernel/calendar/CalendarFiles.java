// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import polity.kernel.calendar.DataReader.Problem;
import polity.kernel.calendar.YamlNode.Text;

/** The data files by place: those that come with the program, and those of a folder, which take their place. */
final class CalendarFiles {
    /** Far above any notice; a larger file is something else. */
    private static final long LARGEST = 1_000_000;

    private static final String BUNDLED = "/calendar/";
    private static final String PLACE = "place";

    private final List<Problem> problems;
    private final Map<String, Map<String, File>> byPlace = new TreeMap<>();

    CalendarFiles(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param label how it is called in problems */
    record File(String label, String text, boolean bundled) {}

    /** By place code; in each, {@code place} and the years. */
    Map<String, Map<String, File>> byPlace() {
        return byPlace;
    }

    /** A jar can't be listed, so an index names the places and years in it. */
    void addBundled() {
        var index = bundled("places.yaml");
        var reader = new DataReader("places.yaml", problems);
        reader.document(index).ifPresent(places -> {
            for (var code : places.values().keySet()) {
                add(code, PLACE, new File(code + "/place.yaml", bundled(code + "/place.yaml"), true));
                for (Text year : reader.texts(places, code)) {
                    var file = code + "/" + year.value() + ".yaml";
                    add(code, year.value(), new File(file, bundled(file), true));
                }
            }
        });
    }

    void addFolder(Path folder) {
        try (var found = Files.walk(folder, 3)) {
            for (var path : found.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                addFrom(folder, path);
            }
        } catch (IOException unreadable) {
            problems.add(new Problem(folder.toString(), 0, "This folder cannot be read."));
        }
    }

    private void addFrom(Path folder, Path path) throws IOException {
        var relative = folder.relativize(path);
        var label = relative.toString().replace('\\', '/');
        var name = label.substring(label.lastIndexOf('/') + 1, label.length() - ".yaml".length());
        var code = label.substring(0, Math.max(0, label.lastIndexOf('/')));
        if (!Place.isCode(code) || !name.matches(PLACE + "|[0-9]{4}")) {
            problems.add(new Problem(label, 0, "A calendar file is called <place>/place.yaml or <place>/<year>.yaml."));
        } else if (Files.size(path) > LARGEST) {
            problems.add(new Problem(label, 0, "The file is larger than a notice can be."));
        } else {
            add(code, name, new File(label, Files.readString(path, StandardCharsets.UTF_8), false));
        }
    }

    private void add(String code, String name, File file) {
        byPlace.computeIfAbsent(code, any -> new TreeMap<>()).put(name, file);
    }

    private String bundled(String file) {
        try (var stream = CalendarFiles.class.getResourceAsStream(BUNDLED + file)) {
            if (stream == null) {
                problems.add(new Problem(file, 0, "The file is missing in the program."));
                return "";
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            problems.add(new Problem(file, 0, "The file in the program cannot be read."));
            return "";
        }
    }
}
