// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.io.ByteArrayOutputStream;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckpointTest {
    // The example of the Go project's note package, which every implementation is held against.
    private static final String REFERENCE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String REFERENCE_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private final LocalSigner signer = new LocalSigner("polity.example/log");
    private final Checkpoint checkpoint = new Checkpoint("polity.example/log", 20_852_163, MerkleTree.EMPTY);

    @Test
    void the_reference_note_verifies_under_its_key() {
        var key = VerifierKey.parse(REFERENCE_KEY).orElseThrow();
        var note = SignedNote.parse(REFERENCE_NOTE).orElseThrow();

        assertThat(key.toString()).isEqualTo(REFERENCE_KEY);
        assertThat(note.text()).endsWith("your problem is.\n");
        assertThat(note.signedBy(key)).isTrue();
        assertThat(SignedNote.parse(REFERENCE_NOTE.replace("If you", "If I"))
                        .orElseThrow()
                        .signedBy(key))
                .isFalse();
    }

    @Test
    void the_key_id_is_what_the_specification_says() throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.write("polity.example/log\n\u0001".getBytes(UTF_8));
        bytes.write(signer.key().key().bytes());
        var id = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()), 4);

        assertThat(signer.key().toString().split("\\+", -1)[1])
                .isEqualTo(HexFormat.of().formatHex(id));
        var signature = SignedNote.sign(checkpoint.text(), signer).strip();
        var decoded = Base64.getDecoder().decode(signature.substring(signature.lastIndexOf(' ') + 1));
        assertThat(decoded).hasSize(68).startsWith(id);
    }

    @Test
    void a_signed_checkpoint_reads_back_as_it_was() {
        var note = SignedNote.sign(checkpoint.text(), signer);

        assertThat(note).startsWith("polity.example/log\n20852163\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— ");
        assertThat(Verification.checkpoint(note, signer.key())).contains(checkpoint);
    }

    @Test
    void a_checkpoint_with_any_byte_changed_is_not_believed() {
        var note = SignedNote.sign(checkpoint.text(), signer).getBytes(UTF_8);
        for (int i = 0; i < note.length; i++) {
            var changed = note.clone();
            changed[i] ^= 1;
            assertThat(Verification.checkpoint(new String(changed, UTF_8), signer.key()))
                    .as("byte %d", i)
                    .isEmpty();
        }
    }

    @Test
    void another_key_of_the_same_name_is_not_believed_and_foreign_signatures_are_ignored() {
        var other = new LocalSigner("polity.example/log");
        var witness = new LocalSigner("witness.example");
        var note = SignedNote.sign(checkpoint.text(), signer);
        var cosigned = note
                + SignedNote.sign(checkpoint.text(), witness)
                        .lines()
                        .reduce((_, last) -> last)
                        .orElseThrow() + "\n";

        assertThat(Verification.checkpoint(note, other.key())).isEmpty();
        assertThat(Verification.checkpoint(cosigned, signer.key())).contains(checkpoint);
        assertThat(Verification.checkpoint(cosigned, witness.key()))
                .as("not its log")
                .isEmpty();
    }

    @Test
    void what_is_not_a_note_or_checkpoint_is_refused() {
        assertThat(List.of(
                        "",
                        "text\n",
                        "text\n\n",
                        "text\n\n— name\n",
                        "text\n\n— na me AAAAAAAA\n",
                        "text\n\n- name AAAAAAAA\n",
                        "te\rxt\n\n— name AAAAAAAA\n",
                        "text\n\n— name AAAAAAAA"))
                .allMatch(note -> SignedNote.parse(note).isEmpty());
        assertThat(List.of(
                        "origin\n01\n" + MerkleTree.EMPTY.base64() + "\n",
                        "origin\n-1\n" + MerkleTree.EMPTY.base64() + "\n",
                        "origin\n1\nAAAA\n",
                        "origin\n1\n",
                        "\n1\n" + MerkleTree.EMPTY.base64() + "\n",
                        "origin\n1\n" + MerkleTree.EMPTY.base64()))
                .allMatch(text -> Checkpoint.parse(text).isEmpty());
    }

    @Test
    void a_key_in_a_wrong_form_is_refused() throws Exception {
        assertThat(List.of(
                        "",
                        "PeterNeumann",
                        "PeterNeumann+c74f20a3",
                        REFERENCE_KEY.replace("c74f20a3", "c74f20a4"),
                        REFERENCE_KEY.replace("c74f20a3", "C74F20A3"),
                        REFERENCE_KEY.replace("Peter", "Peter "),
                        REFERENCE_KEY + "="))
                .allMatch(text -> VerifierKey.parse(text).isEmpty());
        var p256 = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
        assertThatThrownBy(() -> VerifierKey.of("polity.example/log", p256)).isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> VerifierKey.of("polity example", signer.publicKey()))
                .isInstanceOf(MalformedLogData.class);
    }

    @Test
    void paths_of_tiles_have_one_spelling() {
        assertThat(new TileAddress(0, 1_234_067, 256).path()).isEqualTo("x001/x234/067");
        assertThat(TileAddress.parse("1", "000.p/8")).contains(new TileAddress(1, 0, 8));
        assertThat(List.of(
                        "0", "67", "001/067", "x000/067", "x001/x234/067.p/0", "067.p/256", "067.p/08", "-01", "x001"))
                .allMatch(path -> TileAddress.parse("0", path).isEmpty());
        assertThat(TileAddress.parse("00", "000")).isEqualTo(Optional.empty());
        assertThat(TileAddress.parse("64", "000")).isEqualTo(Optional.empty());
    }
}
