// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One running program. */
public final class Node implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Node(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts the program and returns when it is ready on every zone.
     *
     * @throws CannotStart with one line for the operator; nothing was changed and nothing is left running
     */
    public static Node start(Class<?> application, NodeSettings settings) {
        settings.listening().forEach(zone -> requireFree(zone, settings.port(zone)));
        // The database starts while the rest is being put together.
        CompletableFuture<Database> database = CompletableFuture.supplyAsync(
                () -> Database.open(settings),
                work -> Thread.ofPlatform().name("database").start(work));
        try {
            var spring = new SpringApplication(application);
            spring.setDefaultProperties(defaults(settings));
            spring.addInitializers(context -> {
                var beans = (GenericApplicationContext) context;
                beans.registerBean(NodeSettings.class, () -> settings);
                beans.registerBean(Database.class, database::join);
            });
            return new Node(spring.run());
        } catch (RuntimeException e) {
            database.handle((opened, _) -> {
                        if (opened != null) {
                            opened.close();
                        }
                        return true;
                    })
                    .join();
            throw cannotStart(e);
        }
    }

    /** The port on which a zone listens. */
    public int port(Zone zone) {
        return context.getBean(Listeners.class).port(zone);
    }

    /** For tests and commands that need a part of the running program. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** All parts of a kind. */
    public <T> List<T> parts(Class<T> type) {
        return context.getBeanProvider(type).orderedStream().toList();
    }

    @Override
    public void close() {
        context.close();
    }

    /** What the operator sets by environment comes before these. */
    private static Map<String, Object> defaults(NodeSettings settings) {
        var defaults = new HashMap<String, Object>(Map.of(
                "spring.main.banner-mode", "off",
                "spring.main.log-startup-info", "false",
                "spring.main.register-shutdown-hook", "true",
                "server.shutdown", "graceful",
                "spring.lifecycle.timeout-per-shutdown-phase", "20s",
                "polity.demonstration", settings.demonstration()));
        Path demonstration = settings.home().resolve("demo/authority.properties");
        if (settings.demonstration() && Files.exists(demonstration)) {
            try (Reader reader = Files.newBufferedReader(demonstration)) {
                var authority = new Properties();
                authority.load(reader);
                authority.forEach((name, value) -> defaults.put(name.toString(), value));
            } catch (IOException e) {
                throw new CannotStart("The file " + demonstration + " can't be read: " + e.getMessage() + ".", e);
            }
        }
        return defaults;
    }

    private static void requireFree(Zone zone, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new CannotStart(
                    "Port %d is in use, which the %s zone needs; end what uses it or set POLITY_%s_PORT."
                            .formatted(port, zone.name().toLowerCase(Locale.ROOT), zone),
                    e);
        }
    }

    private static CannotStart cannotStart(RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart known) {
                return known;
            }
        }
        return new CannotStart("Polity could not start: " + failure.getMessage(), failure);
    }
}
