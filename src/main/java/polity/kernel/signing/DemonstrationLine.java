// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The private line of a demonstration: a certificate of one's own, and a neighbouring town's with which anybody who can
 * read the folder may try the line. Nobody keeps the keys of the two authorities that issued them: they vouch for no one
 * else, and a node that serves the line needs no key of the seal.
 */
final class DemonstrationLine {
    /** For those who want to know whom they have reached, such as {@code curl --cacert}. */
    static final String AUTHORITY = "authority.pem";
    /** The neighbour's certificate and key in one file, as {@code curl --cert} takes it. */
    static final String NEIGHBOUR = "neighbour.pem";

    private static final Duration LIFE = Duration.ofDays(30 * 365);

    private DemonstrationLine() {}

    /** Makes the folder where there is none; all of its files or nothing. */
    static void in(Path folder, String organisation, Instant now) {
        if (Files.exists(folder)) {
            return;
        }
        try {
            var authorityName = Certificates.name("Private line", organisation, DemonstrationKeys.NO_EFFECT);
            var authority = Certificates.authority(authorityName, now, LIFE);
            var lineName = Certificates.name("localhost", organisation, DemonstrationKeys.NO_EFFECT);
            var line = Certificates.line(lineName, authority, now, LIFE, true);
            var neighbourName = Certificates.name("Authority", "Neighbouring town", DemonstrationKeys.NO_EFFECT);
            var neighbour = Certificates.authority(neighbourName, now, LIFE);
            var auditorName = Certificates.name("Auditor", "Neighbouring town", DemonstrationKeys.NO_EFFECT);
            var auditor = Certificates.line(auditorName, neighbour, now, LIFE, false);
            var files = new LinkedHashMap<String, byte[]>();
            files.put(LineKeys.KEY, pem(line.key()));
            files.put(LineKeys.CERTIFICATE, Certificates.toPem(line.chain()));
            files.put(LineKeys.PARTNERS, Certificates.toPem(neighbour.chain()));
            files.put(AUTHORITY, Certificates.toPem(authority.chain()));
            files.put(NEIGHBOUR, together(Certificates.toPem(List.of(auditor.certificate())), pem(auditor.key())));
            KeyFiles.create(folder, files, now);
        } catch (IOException | GeneralSecurityException e) {
            throw new KeysUnavailable("The keys of the private line cannot be made in %s.".formatted(folder), e);
        }
    }

    /** RFC 7468 section 10. */
    static byte[] pem(PrivateKey key) {
        var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        var label = "PRIVATE KEY-----\n";
        return ("-----BEGIN " + label + encoder.encodeToString(key.getEncoded()) + "\n-----END " + label)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] together(byte[] first, byte[] second) {
        var all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
