// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Zone;

/** Where to go after signing in: a page of this zone and nothing else, since anybody can write such a link. */
final class BackAddress {

    private static final int LONGEST = 1_000;

    private BackAddress() {}

    /** The address if it is a path of ours, otherwise the first page of the zone. */
    static String of(@Nullable String asked, Zone zone) {
        return asked != null && isOurs(asked, zone) ? asked : home(zone);
    }

    static String home(Zone zone) {
        return zone == Zone.DESK ? "/desk" : "/";
    }

    /** The page, from which it goes on there. */
    static String keeping(String page, String back) {
        return back.equals("/") || back.equals("/desk")
                ? page
                : page + "?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }

    private static boolean isOurs(String asked, Zone zone) {
        if (asked.length() > LONGEST || !asked.startsWith("/") || asked.startsWith("//")) {
            return false;
        }
        // Browsers read a backslash as a slash, and leave out tabs and line ends.
        if (asked.chars().anyMatch(c -> c == '\\' || c <= ' ' || c == 0x7f)) {
            return false;
        }
        try {
            URI uri = new URI(asked);
            String path = uri.getPath();
            return uri.getScheme() == null
                    && uri.getRawAuthority() == null
                    && path != null
                    && path.startsWith("/")
                    && !path.contains("//")
                    && !path.contains("/.")
                    && !path.contains("/sign-in")
                    && !path.contains("/sign-out")
                    && (zone != Zone.DESK || path.equals("/desk") || path.startsWith("/desk/"));
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
