// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Zone;

/**
 * How somebody comes to begin a session.
 *
 * @param browser product name, or empty
 * @param system product name, or empty
 * @param former what the browser's session was so far, which ends with the new one
 */
public record Arrival(
        Zone zone,
        String browser,
        String system,
        InetAddress network,
        @Nullable Secret former) {

    /**
     * The end of the parameters of a function that begins a session, {@code identity.begin_session} last, with the
     * names that {@link #parameters} fills.
     */
    public static final String SQL = """
            :token, cast(:former as bytea), :at, make_interval(secs => :idle), make_interval(secs => :absolute),
            :browser, :system, cast(:network as inet)
            """;

    private static final Duration ABSOLUTE = Duration.ofHours(12);
    private static final Duration IDLE_DESK = Duration.ofMinutes(30);
    private static final Duration IDLE_PUBLIC = Duration.ofHours(2);

    static Arrival of(HttpServletRequest request, @Nullable Secret former) {
        Device device = Device.of(request.getHeader("User-Agent"));
        return new Arrival(Zone.current(), device.browser(), device.system(), network(request), former);
    }

    /** What a function that begins a session needs to know beside the person. */
    public Map<String, @Nullable Object> parameters(Secret token, Instant at) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("token", token.bytes());
        parameters.put("former", former == null ? null : former.bytes());
        parameters.put("at", at.atOffset(ZoneOffset.UTC));
        parameters.put("idle", idle().toSeconds());
        parameters.put("absolute", ABSOLUTE.toSeconds());
        parameters.put("browser", browser);
        parameters.put("system", system);
        parameters.put("network", network.getHostAddress());
        return parameters;
    }

    /** How long a session lasts without a request (OWASP ASVS 5.0 section 7.3). */
    Duration idle() {
        return zone == Zone.DESK ? IDLE_DESK : IDLE_PUBLIC;
    }

    private static InetAddress network(HttpServletRequest request) {
        return InetAddress.ofLiteral(request.getRemoteAddr());
    }
}
