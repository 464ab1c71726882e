// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import polity.Polity;
import polity.kernel.audit.CheckpointSigner;
import polity.kernel.audit.Verification;
import polity.kernel.audit.VerifierKey;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Node;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;
import polity.testing.Machines;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The Internet's node, which started first and holds no private key, and those inside that seal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyOnlyNodeTest {

    private static final SigningSettings SETTINGS = SigningSettings.demonstrationOf("Lindenau");
    /** A seal made then holds for some weeks more, so that the node that gets it renews it when it starts. */
    private static final Duration AGE = Duration.ofDays(3 * 365 - 50);

    private static final int MOST_LOOKS = 5_000;

    private final Machines machines = new Machines();
    private final byte[] plain = Pdfs.saying("Granted");

    private Node outside;
    private Node inside;
    /** A document sealed with keys that have been renewed since. */
    private byte[] early;
    /** What somebody read outside who came with it before any node had sealed. */
    private String first;

    @BeforeAll
    void startTheOneThatSealsLast() throws IOException {
        Instant then = Instant.now().minus(AGE);
        early = Signing.open(machines.path("inside/keys"), SETTINGS, () -> then).seal(plain, "Permit", "Lindenau");
        outside =
                Node.start(Polity.class, machines.settings("outside", Optional.empty(), Optional.empty(), Zone.PUBLIC));
        first = verified(outside, early);
        machines.copy("inside", "rival", "keys");
        inside = Node.start(Polity.class, beside("inside"));
    }

    @AfterAll
    void endThem() {
        inside.close();
        outside.close();
    }

    @Test
    void whoever_verifies_before_any_node_has_sealed_is_asked_to_come_back() {
        assertThat(first)
                .contains("This file can’t be verified yet", "Try again in a few minutes")
                .doesNotContain("No such document");
    }

    @Test
    void a_document_sealed_inside_is_verified_outside_without_a_restart_and_without_keys() throws SQLException {
        byte[] document = inside.part(Signing.class).seal(plain, "Permit", "Lindenau");
        issue(document);
        assertThat(verified(outside, document)).contains("This document is valid");
        byte[] changed = document.clone();
        changed[plain.length / 2] ^= 1;
        assertThat(verified(outside, changed)).contains("This file was changed");
        assertThat(judged(Pdfs.saying("Granted"))).isEqualTo(new Verdict.NotOurs(null));
    }

    @Test
    void the_node_outside_holds_no_private_key_and_cannot_seal() throws IOException {
        assertThat(machines.path("outside/keys")).doesNotExist();
        try (var files = Files.walk(machines.path("outside"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".p8") || name.endsWith(".p12"));
        }
        Signing signing = outside.part(Signing.class);
        assertThatThrownBy(() -> signing.seal(plain, "Permit", "Lindenau")).isInstanceOf(KeysUnavailable.class);
        assertThatThrownBy(() -> signing.signCheckpoint(plain)).isInstanceOf(KeysUnavailable.class);
        Zone.PUBLIC.run(() -> assertThatThrownBy(() -> outside.part(JdbcClient.class)
                        .sql("update signing.key_ring set demonstration = false")
                        .update())
                .hasStackTraceContaining("permission denied"));
    }

    @Test
    void the_node_outside_serves_the_log_and_the_key_that_verifies_it() {
        var key = VerifierKey.of(
                CheckpointSigner.origin(inside.part(NodeSettings.class).publicAddress()),
                inside.part(Signing.class).checkpointPublicKey());
        // The log gets its first checkpoint soon after the node inside has started.
        HttpResponse<String> checkpoint = get("/log/checkpoint");
        for (int looks = 0; checkpoint.statusCode() != 200; looks++) {
            assertThat(looks).isLessThan(MOST_LOOKS);
            checkpoint = get("/log/checkpoint");
        }
        assertThat(Verification.checkpoint(checkpoint.body(), key)).isPresent();
        assertThat(get("/log").body()).contains(key.toString());
    }

    @Test
    void what_was_sealed_with_keys_that_were_renewed_since_stays_ours() {
        assertThat(judged(early)).isInstanceOf(Verdict.Valid.class);
        assertThat(seals()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void nodes_that_renew_a_copy_of_the_keys_apart_take_nothing_from_each_other() throws IOException {
        machines.copy("rival", "second", "keys");
        try (Node second = Node.start(Polity.class, beside("second"))) {
            Signing another = second.part(Signing.class);
            List<byte[]> documents = List.of(
                    inside.part(Signing.class).seal(plain, "Permit", "Lindenau"),
                    another.seal(plain, "Permit", "Lindenau"),
                    inside.part(Signing.class).seal(plain, "Permit", "Lindenau"));
            assertThat(documents).allSatisfy(each -> assertThat(judged(each)).isInstanceOf(Verdict.Valid.class));
        }
        assertThat(seals()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_second_node_that_would_sign_the_log_with_another_key_does_not_start() throws IOException {
        Signing.open(machines.path("stranger/keys"), SETTINGS, InstantSource.system());
        assertRefused("stranger", "This node would sign the log with another checkpoint key than the one published");
    }

    @Test
    void a_second_node_that_would_seal_as_another_authority_does_not_start() throws IOException {
        Signing.open(machines.path("changeling/keys"), SETTINGS, InstantSource.system());
        Path checkpoint = machines.path("changeling/keys/checkpoint");
        for (String half : List.of("private.p8", "public.der")) {
            Files.write(
                    checkpoint.resolve(half),
                    Files.readAllBytes(machines.path("inside/keys/checkpoint").resolve(half)));
        }
        assertRefused("changeling", "This node would seal with keys of another authority than the one published");
    }

    @Test
    void a_second_node_without_keys_makes_none_of_its_own() throws IOException {
        assertRefused("forgetful", "This node lacks the keys that this installation seals and signs with");
        assertThat(machines.path("forgetful/keys")).doesNotExist();
    }

    private void assertRefused(String machine, String reason) throws IOException {
        long seals = seals();
        NodeSettings settings = beside(machine);
        assertThatThrownBy(() -> Node.start(Polity.class, settings).close())
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith(reason)
                .hasMessageContainingAll("opy the folder keys", "leave jobs out of --zones")
                .hasMessageNotContaining("\n");
        assertThat(settings.data().resolve("pid")).doesNotExist();
        assertThat(seals()).isEqualTo(seals);
    }

    /** What the node outside makes of a file. */
    private Verdict judged(byte[] pdf) {
        return Zone.PUBLIC.call(() -> outside.part(Signing.class).validate(pdf));
    }

    private long seals() {
        return Zone.PUBLIC.call(() -> outside.part(JdbcClient.class)
                .sql("select cardinality(seals) from signing.key_ring")
                .query(Long.class)
                .single());
    }

    /** A node with background work on the data base that the node outside brought along. */
    private NodeSettings beside(String machine) throws IOException {
        machines.copy("outside", machine, "secrets/" + Zone.MANAGEMENT.role());
        machines.copy("outside", machine, "secrets/" + Zone.JOBS.role());
        return machines.settings(machine, Optional.of(url()), Optional.empty(), Zone.MANAGEMENT, Zone.JOBS);
    }

    private String url() {
        int port = Zone.PUBLIC.call(() -> outside.part(JdbcClient.class)
                .sql("select inet_server_port()")
                .query(Integer.class)
                .single());
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Enters a sealed file as the rendition of an issued document. */
    private void issue(byte[] file) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "postgres", administrator())) {
            JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql("""
                            with made as (
                              insert into documents.document
                                (code, number, kind, subject, template, language, issued, valid_from, disclosed)
                              values (?, ?, 'test', uuidv7(), 'permit', 'en', now(), date '2020-01-01', '[]')
                              returning id
                            ), kept as (
                              insert into files.file (hash, bytes, kind) values (sha256(?), 1, 'pdf')
                              on conflict (hash) do update set due = null returning hash
                            )
                            insert into documents.rendition (document, file) select id, hash from made, kept
                            """)
                    .params(UUID.randomUUID().toString(), "T-" + UUID.randomUUID(), file)
                    .update();
        }
    }

    private String administrator() {
        try {
            return Files.readString(machines.path("outside/secrets/database-admin"))
                    .strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The page that answers somebody who hands in a file. */
    private static String verified(Node node, byte[] pdf) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"permit.pdf\"\r\n"
                        + "Content-Type: application/pdf\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(pdf);
        body.writeBytes("\r\n--boundary--\r\n".getBytes(StandardCharsets.US_ASCII));
        HttpResponse<String> answer =
                RunningPolity.send(HttpRequest.newBuilder(Machines.address(node, Zone.PUBLIC, "/verify"))
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Content-Type", "multipart/form-data; boundary=boundary")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(String path) {
        return RunningPolity.send(HttpRequest.newBuilder(Machines.address(outside, Zone.PUBLIC, path))
                .build());
    }
}
