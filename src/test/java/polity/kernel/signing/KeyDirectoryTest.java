// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyDirectoryTest {
    private static final SigningSettings SETTINGS = SigningSettings.demonstrationOf("Lindenau");

    @TempDir
    private Path parent;

    @Test
    void keys_are_made_once_and_found_again() {
        var folder = parent.resolve("keys");
        var first =
                Signing.open(folder, SETTINGS, java.time.InstantSource.system()).checkpointPublicKey();
        var again = Signing.open(folder, SETTINGS, java.time.InstantSource.system());
        assertThat(again.checkpointPublicKey()).isEqualTo(first);
    }

    @Test
    void only_the_owner_may_read_the_keys() throws IOException {
        var folder = parent.resolve("keys");
        Signing.open(folder, SETTINGS, java.time.InstantSource.system());
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                var permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertThat(permissions)
                        .as(file.toString())
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void nodes_that_start_at_once_share_one_set_of_keys() throws Exception {
        var folder = parent.resolve("keys");
        try (var pool = Executors.newFixedThreadPool(4)) {
            var keys = IntStream.range(0, 8)
                    .mapToObj(i -> pool.submit(() -> Signing.open(folder, SETTINGS, java.time.InstantSource.system())
                            .checkpointPublicKey()))
                    .toList();
            for (var key : keys) {
                assertThat(key.get()).isEqualTo(keys.getFirst().get());
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_checkpoint_is_verified_with_the_raw_public_key() throws Exception {
        var signing = Signing.open(parent, SETTINGS, java.time.InstantSource.system());
        var message = "lindenau.example/log\n42\n".getBytes(StandardCharsets.UTF_8);
        var signature = signing.signCheckpoint(message);
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(signing.checkpointPublicKey());
        verifier.update(message);
        assertThat(signature).hasSize(64);
        assertThat(verifier.verify(signature)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkpoint/private.p8",
                "checkpoint/public.der",
                "demonstration/password",
                "demonstration/authority.p12",
                "demonstration/seal.p12",
                "demonstration/timestamp.p12",
                "demonstration/seals.pem",
                "demonstration/revocations.crl"
            })
    void a_damaged_or_missing_key_file_is_named_in_one_sentence(String file) throws IOException {
        Signing.open(parent, SETTINGS, java.time.InstantSource.system());
        Files.writeString(parent.resolve(file), "rubbish");
        assertThatThrownBy(() -> Signing.open(parent, SETTINGS, java.time.InstantSource.system()))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining(parent.toString())
                .hasMessageContaining("backup");
        Files.delete(parent.resolve(file));
        assertThatThrownBy(() -> Signing.open(parent, SETTINGS, java.time.InstantSource.system()))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining("backup");
    }

    @Test
    void halves_of_different_checkpoint_keys_are_refused() throws IOException {
        Signing.open(parent.resolve("a"), SETTINGS, java.time.InstantSource.system());
        Signing.open(parent.resolve("b"), SETTINGS, java.time.InstantSource.system());
        var half = Path.of("checkpoint/public.der");
        Files.write(
                parent.resolve("a").resolve(half),
                Files.readAllBytes(parent.resolve("b").resolve(half)));
        assertThatThrownBy(() -> Signing.open(parent.resolve("a"), SETTINGS, java.time.InstantSource.system()))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining("do not belong together");
    }

    @Test
    void without_leave_no_demonstration_authority_is_made() {
        var strict = new SigningSettings("Lindenau", false, null, null, null, null, null, null, false, 1 << 20);
        assertThatThrownBy(() -> Signing.open(parent, strict, java.time.InstantSource.system()))
                .isInstanceOf(KeysUnavailable.class)
                .hasMessageContaining("no seal key");
        assertThat(parent.resolve("demonstration")).doesNotExist();
    }

    @Test
    void what_a_crash_left_over_is_swept_away_after_an_hour() throws IOException {
        var folder = Files.createDirectories(parent.resolve("keys"));
        var old = Files.createDirectory(folder.resolve(".making-1"));
        Files.writeString(old.resolve("seal.p12"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        var young = Files.createDirectory(folder.resolve(".making-2"));
        Signing.open(folder, SETTINGS, java.time.InstantSource.system());
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void the_revocation_list_and_the_seal_are_renewed_before_they_end() throws Exception {
        var clock = new SetClock();
        var keys = new DemonstrationKeys(parent.resolve("demonstration"), "Lindenau", clock);
        var first = keys.ring();
        var list = nextUpdate();
        clock.forward(Duration.ofDays(15));
        assertThat(keys.ring()).isSameAs(first);
        clock.forward(Duration.ofDays(6));
        assertThat(keys.ring().seal().certificate()).isEqualTo(first.seal().certificate());
        assertThat(nextUpdate()).isAfter(list.plus(Duration.ofDays(15)));
        clock.forward(Duration.ofDays(3 * 365 - 60));
        var later = keys.ring();
        assertThat(later.seal().certificate()).isNotEqualTo(first.seal().certificate());
        assertThat(later.trust().ring().seals())
                .containsAll(first.trust().ring().seals())
                .hasSize(2);
    }

    private Instant nextUpdate() throws Exception {
        var bytes = Files.readAllBytes(parent.resolve("demonstration/revocations.crl"));
        var list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(bytes));
        return list.getNextUpdate().toInstant();
    }
}
