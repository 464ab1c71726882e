// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages for somebody who isn't signed in, against the same bytes from nginx. */
final class PageBench implements Measurement {

    static final List<String> PAGES = List.of("/", "/services/residents-parking-permit");

    private static final int CLIENTS = 16;
    private static final double SECONDS = 6;
    private static final int ROUNDS = 3;
    private static final Map<String, String> BROWSER = Map.of("Accept-Encoding", "gzip, br");
    private static final Pattern ASSET =
            Pattern.compile("<(?:link rel=\"(?:icon|preload|stylesheet)\"|script|img)[^>]*?(?:href|src)=\"(/[^\"]+)\"");

    @Override
    public String what() {
        return "home and service page, signed out, against nginx";
    }

    @Override
    public void measure(Place place, Figures figures) throws IOException, InterruptedException {
        try (var server = new Server(place, place.folder("page"))) {
            server.start();
            var pages = new ArrayList<Client.Answer>();
            try (var client = new Client("localhost", server.port())) {
                for (String path : PAGES) {
                    pages.add(client.get(path));
                }
            }
            if (pages.stream().anyMatch(page -> page.status() != 200 || page.has("set-cookie"))) {
                throw new BenchFailed("a page fails, or begins a session for somebody who isn't signed in");
            }
            double bytes = firstLoad(server.port());
            try (var nginx = Nginx.serving(place, PAGES, pages)) {
                compare(server.port(), nginx.port(), figures);
            }
            figures.add("first_load_bytes", bytes, "bytes of the first page with all that it loads, packed");
            figures.compare(
                    "per_second / nginx", figures.get("per_second") / figures.get("nginx_per_second"), ">=", 0.3);
            figures.compare("first_load_bytes", bytes, "<", 100_000);
        }
    }

    private static void compare(int ours, int theirs, Figures figures) throws InterruptedException {
        String[] paths = PAGES.toArray(String[]::new);
        ClosedLoop.requestsPerSecond(CLIENTS, 2 * SECONDS, ours, paths);
        ClosedLoop.requestsPerSecond(CLIENTS, 1, theirs, paths);
        var mine = new double[ROUNDS];
        var nginx = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            mine[i] = ClosedLoop.requestsPerSecond(CLIENTS, SECONDS, ours, paths);
            nginx[i] = ClosedLoop.requestsPerSecond(CLIENTS, SECONDS, theirs, paths);
        }
        figures.add("per_second", Figures.median(mine), "pages/s, %d clients, median of %d".formatted(CLIENTS, ROUNDS));
        figures.add("nginx_per_second", Figures.median(nginx), "pages/s, in turns with ours");
    }

    private static double firstLoad(int port) throws IOException {
        try (var client = new Client("localhost", port)) {
            Set<String> assets = new LinkedHashSet<>();
            Matcher matcher = ASSET.matcher(client.get("/").text());
            while (matcher.find()) {
                assets.add(matcher.group(1));
            }
            double bytes = client.get("/", BROWSER).length();
            for (String asset : assets) {
                bytes += client.get(asset, BROWSER).length();
            }
            return bytes;
        }
    }
}
