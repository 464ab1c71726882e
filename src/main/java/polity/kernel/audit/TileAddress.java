// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a tile is: its level, its index in the level, and how many hashes of it are meant (C2SP tlog-tiles). A partial
 * tile is the beginning of the full one.
 */
record TileAddress(int level, long index, int width) {
    static final int FULL = 256;
    static final int BITS = 8;

    private static final Pattern PATH = Pattern.compile("((?:x[0-9]{3}/){0,6})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
    private static final Pattern LEVEL = Pattern.compile("0|[1-9][0-9]?");
    private static final int HIGHEST_LEVEL = 63;

    boolean full() {
        return width == FULL;
    }

    /** The index and width as a path, such as {@code x001/x234/067.p/8}. */
    String path() {
        var path = new StringBuilder(String.format("%03d", index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format("x%03d/", rest % 1000));
        }
        return full() ? path.toString() : path.append(".p/").append(width).toString();
    }

    /** The tile that a path means; absent unless it is the one spelling of it. */
    static Optional<TileAddress> parse(String level, String path) {
        var match = PATH.matcher(path);
        if (!LEVEL.matcher(level).matches() || !match.matches()) {
            return Optional.empty();
        }
        long index = Long.parseLong(match.group(1).replace("x", "").replace("/", "") + match.group(2));
        var width = match.group(3);
        var address = new TileAddress(Integer.parseInt(level), index, width == null ? FULL : Integer.parseInt(width));
        boolean sound = address.level <= HIGHEST_LEVEL
                && address.width <= FULL
                && address.path().equals(path);
        return sound ? Optional.of(address) : Optional.empty();
    }
}
