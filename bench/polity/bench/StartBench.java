// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;

/** From the command to the first page, and what it then holds in memory. */
final class StartBench implements Measurement {

    private static final int STARTS = 3;

    @Override
    public String what() {
        return "first and later starts, and the memory of program and database";
    }

    @Override
    public void measure(Place place, Figures figures) throws IOException, InterruptedException {
        try (var server = new Server(place, place.folder("start"))) {
            double first = server.start();
            server.stop();
            var seconds = new double[STARTS];
            double megabytes = 0;
            for (int i = 0; i < STARTS; i++) {
                seconds[i] = server.start();
                visit(server);
                megabytes = Math.max(megabytes, server.megabytes());
                server.stop();
            }
            figures.add("first_seconds", first, "s, on an empty data folder");
            figures.add("seconds", Figures.median(seconds), "s, median of " + STARTS + " later starts");
            figures.add("pss_mb", megabytes, "MB, program and PostgreSQL together, the most of them");
            figures.compare("seconds", figures.get("seconds"), "<", 8);
            figures.compare("pss_mb", megabytes, "<", 900);
        }
    }

    /** Memory is counted when the program has done something. */
    private static void visit(Server server) throws IOException {
        try (var client = new Client("localhost", server.port())) {
            for (String path : PageBench.PAGES) {
                for (int i = 0; i < 100; i++) {
                    client.get(path);
                }
            }
        }
    }
}
