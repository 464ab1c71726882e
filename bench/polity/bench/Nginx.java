// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An nginx of our own that serves pages from files with the same headers, uncompressed. */
final class Nginx implements AutoCloseable {

    private static final Set<String> ITS_OWN =
            Set.of("content-type", "content-length", "date", "connection", "transfer-encoding", "server", "keep-alive");

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Nginx serving(Place place, List<String> paths, List<Client.Answer> pages)
            throws IOException, InterruptedException {
        int port = Place.freePort();
        Path folder = place.folder("nginx");
        // Its workers are another user's when it is started by root.
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        var locations = new StringBuilder();
        for (int i = 0; i < paths.size(); i++) {
            Files.writeString(folder.resolve("page-" + i), pages.get(i).text());
            var headers = new StringBuilder();
            for (String line : pages.get(i).headers()) {
                int colon = line.indexOf(':');
                if (!ITS_OWN.contains(line.substring(0, colon).toLowerCase(Locale.ROOT))) {
                    headers.append("add_header %s '%s';%n"
                            .formatted(
                                    line.substring(0, colon),
                                    line.substring(colon + 1).strip().replace("'", "\\'")));
                }
            }
            locations.append("location = %s { try_files /page-%d =404; default_type 'text/html;charset=UTF-8';%n%s}%n"
                    .formatted(paths.get(i), i, headers));
        }
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, """
                %1$s
                worker_processes auto;
                daemon off;
                pid %2$s/nginx.pid;
                error_log %2$s/error.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  gzip off;
                  sendfile on;
                  open_file_cache max=100;
                  keepalive_requests 100000000;
                  client_body_temp_path %2$s/body; proxy_temp_path %2$s/proxy; fastcgi_temp_path %2$s/fastcgi;
                  uwsgi_temp_path %2$s/uwsgi; scgi_temp_path %2$s/scgi;
                  server {
                    listen 127.0.0.1:%3$d;
                    root %2$s;
                    %4$s
                  }
                }
                """.formatted(
                        "root".equals(System.getProperty("user.name")) ? "user root;" : "", folder, port, locations));
        Process process = new ProcessBuilder("nginx", "-c", configuration.toString(), "-p", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            try (var client = new Client("localhost", port)) {
                if (client.get(paths.getFirst()).text().equals(pages.getFirst().text())) {
                    return new Nginx(process, port);
                }
            } catch (IOException _) {
                Thread.sleep(10);
            }
        }
        process.destroy();
        throw new BenchFailed("nginx does not serve: " + Files.readString(folder.resolve("out")) + said(folder));
    }

    private static String said(Path folder) throws IOException {
        Path log = folder.resolve("error.log");
        return Files.exists(log) ? Files.readAllLines(log).getFirst() : "";
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
