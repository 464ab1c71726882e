// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Zone;

/** The authority's electronic seal, its time stamps, and the judgement on sealed documents. Thread-safe. */
public final class Signing {
    private static final String CHECKPOINT = "checkpoint";

    private final Supplier<Optional<Trust>> trust;
    private final @Nullable Own own;
    private final Validation validation;
    private final InstantSource clock;

    /** What happens to the public half of a ring before it is used. */
    private interface Publication {

        /** Returns whether something in it was new. */
        boolean of(PublicRing ring);
    }

    private record Own(Keys keys, CheckpointKey checkpoints, Publication publication) {

        /** What to seal with now, once everybody can verify it. */
        KeyRing ring() {
            var ring = keys.ring();
            publication.of(ring.trust().ring());
            return ring;
        }
    }

    private Signing(Supplier<Optional<Trust>> trust, @Nullable Own own, int largest, InstantSource clock) {
        this.trust = trust;
        this.own = own;
        this.validation = new Validation(largest);
        this.clock = clock;
    }

    /**
     * Opens the keys; makes what is missing and may be made (the checkpoint key, a demonstration authority). What they
     * seal is verified with them alone.
     *
     * @param keyDirectory kept secret and backed up
     * @throws KeysUnavailable when a key is missing, damaged or does not fit its password
     */
    public static Signing open(Path keyDirectory, SigningSettings settings, InstantSource clock) {
        var keys = keys(keyDirectory, settings, clock);
        var own = new Own(keys, checkpoints(keyDirectory, clock), _ -> false);
        own.ring();
        return new Signing(() -> Optional.of(keys.ring().trust()), own, settings.largest(), clock);
    }

    /**
     * The same for a node of several, which publishes what the others verify with.
     *
     * @throws KeysUnavailable also when another node has published other keys; none is made then
     */
    static Signing publishing(
            Path keyDirectory, SigningSettings settings, InstantSource clock, PublishedKeys published) {
        if (!Files.exists(keyDirectory.resolve(CHECKPOINT))
                && Zone.JOBS.call(published::trust).isPresent()) {
            throw new KeysUnavailable(
                    "This node lacks the keys that this installation seals and signs with: copy the folder keys from the"
                            + " data folder of the node that seals, or from a backup, to %s, or leave jobs out of --zones."
                                    .formatted(keyDirectory),
                    null);
        }
        var checkpoints = checkpoints(keyDirectory, clock);
        var own = new Own(
                keys(keyDirectory, settings, clock), checkpoints, ring -> published.publish(checkpoints.open(), ring));
        own.ring();
        return new Signing(published::trust, own, settings.largest(), clock);
    }

    /** For a node that has no private key at all. */
    static Signing verifying(PublishedKeys published, InstantSource clock) {
        return new Signing(published::trust, null, SigningSettings.LARGEST, clock);
    }

    private static CheckpointKey checkpoints(Path keyDirectory, InstantSource clock) {
        return CheckpointKey.in(keyDirectory.resolve(CHECKPOINT), clock.instant());
    }

    private static Keys keys(Path keyDirectory, SigningSettings settings, InstantSource clock) {
        var sealKey = settings.sealKey();
        if (sealKey != null) {
            return new OwnKeys(settings, sealKey);
        }
        if (!settings.demonstration()) {
            throw new KeysUnavailable(
                    "There is no seal key: name a PKCS#12 file in the settings, or allow a demonstration authority.",
                    null);
        }
        return new DemonstrationKeys(keyDirectory.resolve("demonstration"), settings.organisation(), clock);
    }

    /**
     * The document with an invisible seal and a time stamp, provable without asking anybody (PAdES-BASELINE-LT). What was
     * PDF/A-3u and PDF/UA-1 stays so.
     *
     * @param reason why it is sealed, in words for the reader
     * @param location where
     * @throws KeysUnavailable on a node that has no keys
     * @throws SealingFailed when it is no PDF, or a time stamp or proof of the certificate cannot be had now
     */
    public byte[] seal(byte[] pdf, String reason, String location) {
        return new Sealing(own().ring()).seal(pdf, reason, location, clock.instant());
    }

    /**
     * What can be said of a file that is known to be none of ours byte for byte, so that its seal can prove nothing:
     * altered, if it carries our seal; not ours; or unreadable. A stranger's file may be made to break a parser or to
     * swell a thousandfold when it is decoded, so it is only looked through.
     */
    public Verdict glance(byte[] pdf) {
        return trust.get().map(known -> validation.glance(pdf, known)).orElseGet(Verdict.Unjudged::new);
    }

    /** What the seal of a file proves. For our own files: a stranger's can cost any amount of memory and time. */
    public Verdict validate(byte[] pdf) {
        return trust.get()
                .map(known -> validation.of(pdf, known, clock.instant()))
                .orElseGet(Verdict.Unjudged::new);
    }

    /** An Ed25519 signature of 64 bytes over a log's checkpoint. */
    public byte[] signCheckpoint(byte[] message) {
        return own().checkpoints().sign(message);
    }

    /** The Ed25519 key that checkpoints are verified with. */
    public PublicKey checkpointPublicKey() {
        return own().checkpoints().open();
    }

    /** Renews what is about to end and publishes it; whether something was new. */
    boolean renew() {
        return own().publication().of(own().keys().ring().trust().ring());
    }

    private Own own() {
        if (own == null) {
            throw new KeysUnavailable("This node has no keys: a node that serves the zone jobs seals and signs.", null);
        }
        return own;
    }
}
