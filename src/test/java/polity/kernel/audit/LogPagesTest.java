// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What a monitor that knows nothing but the log's address and key can do. */
class LogPagesTest {
    private final Audit audit = RunningPolity.part(Audit.class);
    private final Transactions transactions = RunningPolity.part(Transactions.class);
    private final JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
    private final VerifierKey key = RunningPolity.part(CheckpointSigner.class).key();
    private final MockMvc pages =
            MockMvcBuilders.standaloneSetup(RunningPolity.part(LogPages.class)).build();
    private List<EntryId> ids = List.of();

    @BeforeEach
    void record() {
        var acts = IntStream.range(0, 300)
                .mapToObj(i -> Act.of(Instant.EPOCH, "cases.decide", "case", "c-" + i))
                .toList();
        ids = Zone.PUBLIC.call(() -> transactions.write(Context.visitor("test"), () -> audit.record(acts)));
        // The node's own job may be at work: whoever comes second waits for its commit.
        while (Zone.PUBLIC.call(() -> audit.proof(ids.getLast())).isEmpty()) {
            Zone.JOBS.run(() -> transactions.write(
                    Context.visitor("test"),
                    () -> jdbc.sql("select pg_advisory_xact_lock(hashtextextended('polity.audit.log', 0))")
                            .query((_, _) -> true)
                            .single()));
            Zone.JOBS.call(() -> RunningPolity.part(SequencingJob.class).run());
        }
    }

    @Test
    void the_whole_log_can_be_fetched_and_checked() {
        var answer = get("/log/checkpoint");
        assertThat(answer.getContentType()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.getHeader("cache-control")).isEqualTo("no-cache");
        var checkpoint = Verification.checkpoint(text("/log/checkpoint"), key).orElseThrow();
        assertThat(checkpoint.size()).isGreaterThanOrEqualTo(300);

        var leaves = new ArrayList<Hash>();
        for (long first = 0; first < checkpoint.size(); first += 256) {
            int width = (int) Math.min(256, checkpoint.size() - first);
            var address = new TileAddress(0, first / 256, width);
            var entries = get("/log/tile/entries/" + address.path());
            assertThat(entries.getHeader("cache-control")).isEqualTo("max-age=31536000, public, immutable");
            assertThat(entries.getContentType()).isEqualTo("application/octet-stream");
            var some = leaves(entries.getContentAsByteArray());
            assertThat(get("/log/tile/0/" + address.path()).getContentAsByteArray())
                    .isEqualTo(Edge.bytes(some));
            leaves.addAll(some);
        }
        var tree = new TreeInMemory();
        tree.append(leaves);
        assertThat(tree.root()).isEqualTo(checkpoint.root());
        assertThat(get("/log/tile/1/000.p/1").getContentAsByteArray())
                .isEqualTo(MerkleTree.perfect(leaves.subList(0, 256)).bytes());
    }

    @Test
    void whoever_knows_an_entry_gets_its_proof() {
        var id = ids.get(77);
        var proof = InclusionProof.parse(text("/log/proof/" + id)).orElseThrow();
        var json = json("/log/proof/" + id + ".json");
        var commitment = Hash.fromBase64(json.get("commitment").asString()).orElseThrow();

        assertThat(Verification.proof(commitment, proof, key)).isTrue();
        assertThat(json.get("index").asLong()).isEqualTo(proof.index());
    }

    @Test
    void two_sizes_of_the_log_are_proved_to_be_one_log() {
        var json = json("/log/consistency.json?first=100&second=290");
        var path = new ArrayList<Hash>();
        json.get("path")
                .forEach(hash -> path.add(Hash.fromBase64(hash.asString()).orElseThrow()));

        assertThat(Verification.consistency(100, hash(json, "firstRoot"), 290, hash(json, "secondRoot"), path))
                .isTrue();
    }

    @Test
    void what_is_not_there_is_not_found_and_not_cached() {
        for (var path : List.of(
                "/log/tile/0/999",
                "/log/tile/0/x999/999/",
                "/log/tile/0/0",
                "/log/tile/0/000.p/256",
                "/log/tile/9/000",
                "/log/tile/entries/x001/000",
                "/log/tile/entries/",
                "/log/proof/" + UUID.randomUUID(),
                "/log/proof/" + UUID.randomUUID() + ".json",
                "/log/consistency.json?first=0&second=99999999")) {
            var answer = get(path);
            assertThat(answer.getStatus()).as(path).isEqualTo(404);
            assertThat(answer.getHeader("cache-control")).as(path).contains("no-store");
        }
    }

    @Test
    void the_log_is_on_the_public_network_and_on_the_line_to_other_authorities() {
        assertThat(LogPages.class.getAnnotation(Zones.class).value()).containsExactly(Zone.PUBLIC, Zone.EXCHANGE);
    }

    private static List<Hash> leaves(byte[] bundle) {
        var leaves = new ArrayList<Hash>();
        var bytes = ByteBuffer.wrap(bundle);
        while (bytes.hasRemaining()) {
            var entry = new byte[Short.toUnsignedInt(bytes.getShort())];
            bytes.get(entry);
            leaves.add(MerkleTree.leaf(entry));
        }
        return leaves;
    }

    private static Hash hash(JsonNode json, String name) {
        return Hash.fromBase64(json.get(name).asString()).orElseThrow();
    }

    private JsonNode json(String path) {
        return new JsonMapper().readTree(get(path).getContentAsByteArray());
    }

    private String text(String path) {
        var answer = get(path);
        assertThat(answer.getStatus()).isEqualTo(200);
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse get(String path) {
        return Zone.PUBLIC.call(() -> {
            try {
                return pages.perform(MockMvcRequestBuilders.get(path))
                        .andReturn()
                        .getResponse();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
