// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import polity.Polity;
import polity.kernel.node.Node;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;

/**
 * The demonstration government on free ports and an empty data folder: one for the whole test run, started by whoever
 * needs it first. Tests share its data and must therefore not depend on what others left there.
 */
public final class RunningPolity {

    private static final class Holder {
        static final Node NODE = start();

        private static Node start() {
            Path data = Path.of("target", "test-data", UUID.randomUUID().toString());
            return Node.start(Polity.class, settings(data));
        }
    }

    private RunningPolity() {}

    /** Settings of a whole node on free ports that keeps its data in the folder. */
    public static NodeSettings settings(Path data) {
        var ports = new EnumMap<Zone, Integer>(Zone.class);
        Set<Zone> zones = EnumSet.allOf(Zone.class);
        zones.forEach(zone -> ports.put(zone, 0));
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new NodeSettings(
                Path.of("").toAbsolutePath(),
                data.toAbsolutePath(),
                ports,
                zones,
                Optional.empty(),
                Optional.empty(),
                true,
                NodeSettings.exchangeKeys(data.toAbsolutePath(), true),
                URI.create("http://localhost:8080"));
    }

    public static <T> T part(Class<T> type) {
        return Holder.NODE.part(type);
    }

    public static <T> List<T> parts(Class<T> type) {
        return Holder.NODE.parts(type);
    }

    public static URI address(Zone zone, String path) {
        return URI.create("http://localhost:" + Holder.NODE.port(zone) + path);
    }

    /** The answer to a GET by a visitor who follows no redirects. */
    public static HttpResponse<String> get(Zone zone, String path) {
        return send(HttpRequest.newBuilder(address(zone, path)).GET().build());
    }

    public static HttpResponse<String> send(HttpRequest request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
