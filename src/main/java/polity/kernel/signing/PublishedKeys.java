// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Zone;

/**
 * The public half of the keys, in the data base: nodes that seal write it, nodes that verify need nothing else. Read
 * anew for each question, so that what is renewed or published later counts at once.
 */
final class PublishedKeys {
    private static final String REMEDY =
            " Copy the folder keys from the data folder of the node that seals, give both the same POLITY_SEAL settings,"
                    + " or leave jobs out of --zones (docs/operations/running.md, \"Keys\").";

    private final JdbcClient jdbc;
    private volatile @Nullable Known held;

    /** What was read; a revision never means anything else. */
    private record Known(UUID revision, PublicKey checkpoints, Trust trust) {}

    PublishedKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whom to trust; absent until a node that seals has started for the first time. */
    Optional<Trust> trust() {
        return read().map(Known::trust);
    }

    /**
     * Makes known what is new in the ring, before anything is sealed with it. It works for the zone JOBS, whose role alone
     * may.
     *
     * @return whether something was new
     * @throws KeysUnavailable when other keys are published: two authorities must not seal, nor two keys sign one log
     */
    boolean publish(PublicKey checkpoints, PublicRing ring) {
        return Zone.JOBS.call(() -> {
            while (true) {
                var known = read();
                var merged = known.isEmpty() ? ring : merged(known.get(), checkpoints, ring);
                if (known.isPresent() && merged.equals(known.get().trust().ring())) {
                    return false;
                }
                // When another node was faster, what it wrote is looked at first.
                if (known.isEmpty() ? insert(checkpoints, ring) : update(known.get(), merged)) {
                    return true;
                }
            }
        });
    }

    private static PublicRing merged(Known known, PublicKey checkpoints, PublicRing ring) {
        if (!known.checkpoints().equals(checkpoints)) {
            throw new KeysUnavailable(
                    "This node would sign the log with another checkpoint key than the one published in the data base."
                            + REMEDY,
                    null);
        }
        return known.trust()
                .ring()
                .with(ring)
                .orElseThrow(() -> new KeysUnavailable(
                        "This node would seal with keys of another authority than the one published in the data base."
                                + REMEDY,
                        null));
    }

    private Optional<Known> read() {
        return jdbc.sql("""
                select revision, checkpoint_key, anchors, seals, revocations, online, demonstration from signing.key_ring
                """).query((row, _) -> known(row)).optional();
    }

    private Known known(ResultSet row) throws SQLException {
        var now = held;
        var revision = row.getObject("revision", UUID.class);
        if (now == null || !now.revision().equals(revision)) {
            try {
                var ring = new PublicRing(
                        certificates(row.getArray("anchors")),
                        certificates(row.getArray("seals")),
                        lists(row.getArray("revocations")),
                        row.getBoolean("online"),
                        row.getBoolean("demonstration"));
                var spki = new X509EncodedKeySpec(row.getBytes("checkpoint_key"));
                var checkpoints = KeyFactory.getInstance("Ed25519").generatePublic(spki);
                now = new Known(revision, checkpoints, Trust.in(ring));
                held = now;
            } catch (GeneralSecurityException e) {
                throw new KeysUnavailable("The public keys in the data base cannot be read.", e);
            }
        }
        return now;
    }

    private boolean insert(PublicKey checkpoints, PublicRing ring) {
        return jdbc.sql("""
                        insert into signing.key_ring (checkpoint_key, anchors, seals, revocations, online, demonstration)
                        values (?, ?::bytea[], ?::bytea[], ?::bytea[], ?, ?) on conflict do nothing
                        """)
                        .params(
                                checkpoints.getEncoded(),
                                encoded(ring.anchors()),
                                encoded(ring.seals()),
                                encodedLists(ring.revocations()),
                                ring.online(),
                                ring.demonstration())
                        .update()
                == 1;
    }

    private boolean update(Known known, PublicRing ring) {
        return jdbc.sql("""
                        update signing.key_ring
                        set revision = uuidv7(), anchors = ?::bytea[], seals = ?::bytea[], revocations = ?::bytea[],
                            online = ?, demonstration = ?
                        where revision = ?
                        """)
                        .params(
                                encoded(ring.anchors()),
                                encoded(ring.seals()),
                                encodedLists(ring.revocations()),
                                ring.online(),
                                ring.demonstration(),
                                known.revision())
                        .update()
                == 1;
    }

    private static Set<X509Certificate> certificates(Array column) throws SQLException, GeneralSecurityException {
        var certificates = new HashSet<X509Certificate>();
        for (var each : (byte[][]) column.getArray()) {
            certificates.addAll(Certificates.read(each));
        }
        return certificates;
    }

    private static Set<X509CRL> lists(Array column) throws SQLException, GeneralSecurityException {
        var lists = new HashSet<X509CRL>();
        for (var each : (byte[][]) column.getArray()) {
            lists.add(Certificates.revocationList(each));
        }
        return lists;
    }

    private static byte[][] encoded(Collection<X509Certificate> certificates) {
        try {
            var encoded = new ArrayList<byte[]>();
            for (var each : certificates) {
                encoded.add(each.getEncoded());
            }
            return encoded.toArray(byte[][]::new);
        } catch (GeneralSecurityException e) {
            throw new KeysUnavailable("A certificate of this node cannot be written.", e);
        }
    }

    private static byte[][] encodedLists(Collection<X509CRL> lists) {
        return lists.stream().map(Certificates::encoded).toArray(byte[][]::new);
    }
}
