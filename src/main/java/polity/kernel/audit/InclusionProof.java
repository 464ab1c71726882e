// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * That an entry stands in the log.
 *
 * @param index the entry's place, from 0
 * @param path the hashes from the entry's neighbour to the root's child
 * @param checkpoint the signed note with the size and root that the path leads to
 */
public record InclusionProof(long index, List<Hash> path, String checkpoint) {
    private static final String HEAD = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");

    /** Copies the path. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** The proof as C2SP tlog-proof writes it. */
    public String text() {
        return text("");
    }

    String text(byte[] extra) {
        return text(EXTRA + Base64Text.encode(extra) + '\n');
    }

    private String text(String extra) {
        var text = new StringBuilder(HEAD).append('\n').append(extra);
        text.append("index ").append(index).append('\n');
        path.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }

    /** The proof in a C2SP tlog-proof text, absent when it isn't one. What it says is not yet verified. */
    public static Optional<InclusionProof> parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            return Optional.empty();
        }
        var lines = new ArrayList<>(text.substring(0, blank).lines().toList());
        if (!lines.removeFirst().equals(HEAD)) {
            return Optional.empty();
        }
        if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
            lines.removeFirst();
        }
        var index = INDEX.matcher(lines.isEmpty() ? "" : lines.removeFirst());
        var path =
                lines.stream().map(Hash::fromBase64).flatMap(Optional::stream).toList();
        return index.matches() && path.size() == lines.size()
                ? Optional.of(new InclusionProof(Long.parseLong(index.group(1)), path, text.substring(blank + 2)))
                : Optional.empty();
    }

    /** The bytes that accompany a proof, absent when there are none. */
    static Optional<byte[]> extra(String text) {
        return text.lines()
                .skip(1)
                .limit(1)
                .filter(line -> line.startsWith(EXTRA))
                .findFirst()
                .flatMap(line -> Base64Text.decode(line.substring(EXTRA.length())));
    }
}
