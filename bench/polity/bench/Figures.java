// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, in the order in which it was. */
final class Figures {

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    /** A figure of the JSON file. */
    void add(String name, double value, String unit) {
        values.put(name, value);
        lines.add("  %-24s %12s %s".formatted(name, text(value), unit));
    }

    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** What the figures above are held against, for the reader of the table. */
    void compare(String what, double value, String sign, double bound) {
        boolean met = sign.equals("<") ? value < bound : value >= bound;
        lines.add("  %-24s %12s %s %s: %s".formatted(what, text(value), sign, text(bound), met ? "yes" : "NO"));
    }

    /** Something else that the reader of the table should know. */
    void note(String text) {
        lines.add("  " + text);
    }

    String table() {
        return String.join("\n", lines) + "\n";
    }

    String json() {
        var members = new ArrayList<String>();
        values.forEach((name, value) -> members.add("  \"%s\": %s".formatted(name, text(value))));
        return "{\n" + String.join(",\n", members) + "\n}\n";
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String text(double value) {
        if (Double.isNaN(value)) {
            return "null";
        }
        return Math.abs(value) >= 1000 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
