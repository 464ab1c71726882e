// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text and the signatures under it (C2SP signed-note).
 *
 * @param text ends with a newline, which is signed with it
 */
record SignedNote(String text, List<Line> signatures) {
    private static final String START = "\u2014 ";
    private static final int MOST_SIGNATURES = 100;
    private static final int LONGEST = 1 << 20;

    /** A signature line: who signed with which key, and the signature in Base 64 after the key id. */
    record Line(String name, int keyId, String signature) {}

    /** The text signed by the log, as it is published. */
    static String sign(String text, CheckpointSigner signer) {
        var key = signer.key();
        var signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        var bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(key.id())
                .put(signature)
                .array();
        return text + '\n' + START + key.name() + ' ' + Base64Text.encode(bytes) + '\n';
    }

    /** The note, absent when it isn't one. */
    static Optional<SignedNote> parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || note.length() > LONGEST || !note.endsWith("\n") || !printable(note)) {
            return Optional.empty();
        }
        var signatures = new ArrayList<Line>();
        var lines = note.substring(blank + 2).lines().toList();
        if (lines.isEmpty() || lines.size() > MOST_SIGNATURES) {
            return Optional.empty();
        }
        for (var line : lines) {
            var signature = line(line);
            if (signature.isEmpty()) {
                return Optional.empty();
            }
            signatures.add(signature.get());
        }
        return Optional.of(new SignedNote(note.substring(0, blank + 1), List.copyOf(signatures)));
    }

    /** Whether the key has signed the text, and nothing that claims to be its signature is wrong. */
    boolean signedBy(VerifierKey key) {
        var message = text.getBytes(StandardCharsets.UTF_8);
        var claimed = signatures.stream()
                .filter(line -> line.name.equals(key.name()) && line.keyId == key.id())
                .toList();
        return !claimed.isEmpty()
                && claimed.stream()
                        .allMatch(line -> Base64Text.decode(line.signature)
                                .filter(signature -> key.verifies(message, signature))
                                .isPresent());
    }

    private static Optional<Line> line(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(START) || space <= START.length()) {
            return Optional.empty();
        }
        var name = line.substring(START.length(), space);
        return Base64Text.decode(line.substring(space + 1))
                .filter(bytes -> VerifierKey.isName(name) && bytes.length > Integer.BYTES)
                .map(ByteBuffer::wrap)
                .map(bytes -> {
                    int id = bytes.getInt();
                    var signature = new byte[bytes.remaining()];
                    bytes.get(signature);
                    return new Line(name, id, Base64Text.encode(signature));
                });
    }

    private static boolean printable(String note) {
        return note.chars().allMatch(c -> c >= ' ' || c == '\n');
    }
}
