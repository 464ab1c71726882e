// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./polity bench <name> [--json FILE]}. */
public final class Bench {

    private static final Map<String, Measurement> ALL = all();

    private Bench() {}

    /** Measures what the first argument names, or lists what there is. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) throws Exception {
        List<String> rest = new ArrayList<>(Arrays.asList(arguments));
        Path file = null;
        int at = rest.indexOf("--json");
        if (at >= 0 && at + 1 < rest.size()) {
            file = Path.of(rest.get(at + 1));
            rest.subList(at, at + 2).clear();
        }
        Measurement chosen = rest.isEmpty() ? null : ALL.get(rest.getFirst());
        if (chosen == null || rest.size() > 1) {
            ALL.forEach((name, measurement) -> System.out.printf("  %-12s %s%n", name, measurement.what()));
            System.exit(rest.isEmpty() ? 0 : 2);
            return;
        }
        var figures = new Figures();
        try (var place = new Place(Path.of(System.getProperty("polity.home", "")))) {
            try {
                chosen.measure(place, figures);
            } catch (Exception e) {
                place.keep();
                throw e;
            }
        }
        System.out.print(figures.table());
        if (file != null) {
            write(file, figures.json());
        }
        System.exit(0);
    }

    private static void write(Path file, String json) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, json);
    }

    private static Map<String, Measurement> all() {
        var all = new LinkedHashMap<String, Measurement>();
        all.put("start", new StartBench());
        all.put("page", new PageBench());
        all.put("submit", new SubmitBench());
        all.put("audit", new AuditBench());
        all.put("certificate", new CertificateBench());
        all.put("inbox", new InboxBench());
        return all;
    }
}
