// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.Optional;
import java.util.regex.Pattern;

/** The size and root hash of a log (C2SP tlog-checkpoint), without extension lines. */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** The three lines that are signed. */
    public String text() {
        return origin + '\n' + size + '\n' + root.base64() + '\n';
    }

    /** The checkpoint in a note's text, absent when it isn't one. Extension lines are permitted and ignored. */
    public static Optional<Checkpoint> parse(String text) {
        var lines = text.lines().toList();
        if (lines.size() < 3
                || !text.endsWith("\n")
                || lines.stream().anyMatch(String::isEmpty)
                || !SIZE.matcher(lines.get(1)).matches()) {
            return Optional.empty();
        }
        return Hash.fromBase64(lines.get(2))
                .map(root -> new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), root));
    }
}
