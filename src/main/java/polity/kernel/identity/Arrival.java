// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Zone;

/**
 * How somebody comes to sign in.
 *
 * @param former what the browser's session was so far, which ends with the new one
 */
record Arrival(Zone zone, Device device, InetAddress network, @Nullable Secret former) {

    private static final Duration ABSOLUTE = Duration.ofHours(12);
    private static final Duration IDLE_DESK = Duration.ofMinutes(30);
    private static final Duration IDLE_PUBLIC = Duration.ofHours(2);

    static Arrival of(HttpServletRequest request, @Nullable Secret former) {
        return new Arrival(Zone.current(), Device.of(request.getHeader("User-Agent")), network(request), former);
    }

    private static InetAddress network(HttpServletRequest request) {
        try {
            // Tomcat gives a literal address: nothing is looked up.
            return InetAddress.getByName(request.getRemoteAddr());
        } catch (UnknownHostException _) {
            return InetAddress.getLoopbackAddress();
        }
    }

    /** How long a session lasts without a request (OWASP ASVS 5.0 section 7.3). */
    Duration idle() {
        return zone == Zone.DESK ? IDLE_DESK : IDLE_PUBLIC;
    }

    /** How long a session lasts at most. */
    Duration absolute() {
        return ABSOLUTE;
    }

    byte @Nullable [] formerBytes() {
        return former == null ? null : former.bytes();
    }
}
