// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;

/**
 * The map of the modules: who rests on whom, as the compiled classes do it. As a table to read, and as a picture to look
 * at: a square for each dependency, all below the diagonal as long as no lower module names a higher one.
 *
 * @param rests what each module names, by id, in the order of the house
 */
record ModuleMap(List<String> order, Map<String, TreeSet<String>> rests, Map<String, String> sentences) {

    private static final Pattern SENTENCE = Pattern.compile("/\\*\\*\\s*(.*?)\\s*\\*/", Pattern.DOTALL);
    private static final int CELL = 18;
    private static final int NAMES = 190;

    static ModuleMap ofTheHouse() {
        var sentences = new TreeMap<String, String>();
        var rests = new TreeMap<String, TreeSet<String>>();
        for (Room room : House.rooms()) {
            sentences.put(room.id(), sentence(House.read(room.folder().resolve("package-info.java"))));
            rests.put(room.id(), new TreeSet<>());
        }
        for (JavaClass type : House.classes()) {
            House.room(type)
                    .map(Room::id)
                    .map(rests::get)
                    .ifPresent(named -> type.getDirectDependenciesFromSelf()
                            .forEach(dependency -> House.room(
                                            dependency.getTargetClass().getBaseComponentType())
                                    .map(Room::id)
                                    .filter(id -> !House.room(type)
                                            .map(Room::id)
                                            .orElse("")
                                            .equals(id))
                                    .ifPresent(named::add)));
        }
        List<String> order = House.rooms().stream()
                .sorted(Comparator.comparingInt((Room room) ->
                                List.of("kernel", "systems", "faces").indexOf(room.storey()))
                        .thenComparingInt(room -> Room.KERNEL.indexOf(room.name()))
                        .thenComparing(Room::name))
                .map(Room::id)
                .toList();
        return new ModuleMap(order, rests, sentences);
    }

    private static String sentence(String packageInfo) {
        Matcher matcher = SENTENCE.matcher(packageInfo);
        return matcher.find() ? matcher.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ") : "";
    }

    String table() {
        var page = new StringBuilder("""
                # The modules

                Drawn by the build from the compiled classes; `./polity docs` draws it anew. From the lowest upwards: a module
                names those above its line only, systems never name each other, a face names no system, nothing names a face.

                ![Which module rests on which: one row a module, a square under each module it names](modules.svg)

                | Module | What it is | Rests on | Carries |
                |---|---|---|---|
                """);
        for (String id : order) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            id,
                            sentences.getOrDefault(id, "").replace("|", "\\|"),
                            names(named(id)),
                            names(carried(id))));
        }
        return page.toString();
    }

    private List<String> named(String id) {
        return order.stream()
                .filter(rests.getOrDefault(id, new TreeSet<>())::contains)
                .toList();
    }

    private List<String> carried(String id) {
        return order.stream().filter(other -> named(other).contains(id)).toList();
    }

    private static String names(List<String> ids) {
        return ids.isEmpty()
                ? "—"
                : String.join(
                        ", ",
                        ids.stream()
                                .map(id -> id.replaceFirst("^kernel\\.", ""))
                                .toList());
    }

    String picture() {
        var marks = new ArrayList<String>();
        for (int row = 0; row < order.size(); row++) {
            String id = order.get(row);
            int y = NAMES + row * CELL;
            marks.add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>".formatted(NAMES - 8, y + 13, id));
            marks.add("<text transform=\"translate(%d %d) rotate(-90)\">%s</text>"
                    .formatted(NAMES + row * CELL + 13, NAMES - 8, id));
            marks.add("<rect class=\"self\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                    .formatted(NAMES + row * CELL, y, CELL, CELL));
            for (String other : named(id)) {
                marks.add(
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%s names %s</title></rect>"
                                .formatted(
                                        order.indexOf(other) < row ? "down" : "up",
                                        NAMES + order.indexOf(other) * CELL + 3,
                                        y + 3,
                                        CELL - 6,
                                        CELL - 6,
                                        id,
                                        other));
            }
        }
        int side = NAMES + order.size() * CELL;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" width="%1$d" height="%1$d" role="img" aria-labelledby="t">
                <title id="t">Which module rests on which</title>
                <style>
                text { font: 12px sans-serif; fill: #1c1c1c }
                .self { fill: #d6d9dc }
                .down { fill: #1d5b79 }
                .up { fill: #b3261e }
                path { stroke: #e4e6e8 }
                </style>
                <rect width="%1$d" height="%1$d" fill="#fff"/>
                %2$s
                %3$s
                </svg>
                """.formatted(side + 8, grid(side), String.join("\n", marks));
    }

    private String grid(int side) {
        var lines = new StringBuilder("<path d=\"");
        for (int at = 0; at <= order.size(); at++) {
            int place = NAMES + at * CELL;
            lines.append("M%d %dH%dM%d %dV%d".formatted(NAMES, place, side, place, NAMES, side));
        }
        return lines.append("\"/>").toString();
    }
}
