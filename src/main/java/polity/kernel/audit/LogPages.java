// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** The log for machines (C2SP tlog-tiles), also those of other authorities, and proofs for people who hold a record. */
@Controller
@RequestMapping("/log")
@Zones({Zone.PUBLIC, Zone.EXCHANGE})
class LogPages {
    private static final Context READING = Context.visitor("audit.log");
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Transactions transactions;
    private final Templates templates;
    private final LogReader log;

    LogPages(Transactions transactions, LogReader log, Templates templates) {
        this.transactions = transactions;
        this.templates = templates;
        this.log = log;
    }

    /**
     * What the page about the log shows.
     *
     * @param address where the log is served, as its checkpoints name it
     * @param key what a verifier needs to know: the name and public key, {@code name+keyid+base64}
     * @param size how many entries there are
     * @param root the root hash, Base 64
     * @param note the checkpoint as signed
     */
    record LogView(String address, String key, long size, String root, String note, Instant made) {
        static LogView of(LogReader.Signed signed) {
            var address = signed.note().lines().findFirst().orElse("");
            return new LogView(
                    address, signed.signer(), signed.size(), signed.root().base64(), signed.note(), signed.made());
        }
    }

    /** An entry's place and the way from it to the root; every hash in Base 64. */
    record InclusionJson(String entry, long index, String commitment, List<String> path, String checkpoint) {}

    /** Two sizes and roots of the log and what connects them; every hash in Base 64. */
    record ConsistencyJson(long first, String firstRoot, long second, String secondRoot, List<String> path) {}

    /** What the log is, where it stands, and how anyone checks it. */
    @GetMapping({"", "/"})
    @Zones(Zone.PUBLIC)
    Page home(Frame frame) {
        Words words = frame.words("audit");
        var body = new ArrayList<Component>();
        body.add(new Block.Paragraph(words.say("what")));
        body.add(new Block.Paragraph(words.say("reveals")));
        log.latest()
                .map(LogView::of)
                .ifPresentOrElse(
                        view -> {
                            body.add(new Block.Heading(words.say("checkpoint"), 2));
                            body.add(SummaryList.of(
                                    SummaryList.Row.of(words.say("size"), words.number(view.size())),
                                    SummaryList.Row.of(words.say("root"), view.root()),
                                    SummaryList.Row.of(words.say("made"), words.instant(view.made())),
                                    SummaryList.Row.of(words.say("key"), view.key())));
                        },
                        () -> body.add(new Block.InsetText(words.say("empty"))));
        body.add(new Block.Heading(words.say("verify"), 2));
        body.add(new Block.Points(List.of(words.say("step.1"), words.say("step.2"), words.say("step.3")), true));
        body.add(new Block.LinkGrid(List.of(
                new Block.LinkGrid.Entry(Link.to("/log/checkpoint", words.say("raw")), words.say("raw-text")))));
        return templates.sheet(frame, Sheet.of(words.say("title"), body.toArray(Component[]::new)));
    }

    @GetMapping("/checkpoint")
    ResponseEntity<byte[]> checkpoint() {
        return log.latest().map(signed -> text(signed.note())).orElseGet(LogPages::absent);
    }

    @GetMapping("/tile/{level:[0-9]+}/{*tile}")
    ResponseEntity<byte[]> tile(@PathVariable String level, @PathVariable String tile) {
        return TileAddress.parse(level, tile.substring(1))
                .flatMap(address -> read(() -> log.tile(address)))
                .map(LogPages::lasting)
                .orElseGet(LogPages::absent);
    }

    @GetMapping("/tile/entries/{*tile}")
    ResponseEntity<byte[]> entries(@PathVariable String tile) {
        return TileAddress.parse("0", tile.substring(1))
                .flatMap(address -> read(() -> log.bundle(address)))
                .map(LogPages::bundle)
                .map(LogPages::lasting)
                .orElseGet(LogPages::absent);
    }

    /** C2SP tlog-proof. */
    @GetMapping("/proof/{entry:[0-9a-f-]{36}}")
    ResponseEntity<byte[]> proof(@PathVariable UUID entry) {
        return read(() -> log.place(new EntryId(entry)).flatMap(log::inclusion))
                .map(proof -> text(proof.text()))
                .orElseGet(LogPages::absent);
    }

    @GetMapping("/proof/{entry:[0-9a-f-]{36}}.json")
    ResponseEntity<InclusionJson> proofJson(@PathVariable UUID entry) {
        return json(read(() -> log.place(new EntryId(entry))
                .flatMap(place -> log.inclusion(place)
                        .map(proof -> new InclusionJson(
                                entry.toString(),
                                proof.index(),
                                place.commitment().base64(),
                                base64(proof.path()),
                                proof.checkpoint())))));
    }

    @GetMapping("/consistency.json")
    ResponseEntity<ConsistencyJson> consistency(@RequestParam long first, @RequestParam long second) {
        return json(read(() -> log.consistency(first, second))
                .map(proof -> new ConsistencyJson(
                        proof.first(),
                        proof.firstRoot().base64(),
                        proof.second(),
                        proof.secondRoot().base64(),
                        base64(proof.path()))));
    }

    private <T> Optional<T> read(Supplier<Optional<T>> work) {
        return transactions.read(READING, work);
    }

    private static List<String> base64(List<Hash> hashes) {
        return hashes.stream().map(Hash::base64).toList();
    }

    /** C2SP tlog-tiles: each entry after its length in two bytes, the most significant first. */
    static byte[] bundle(List<Hash> commitments) {
        var bytes = ByteBuffer.allocate(commitments.size() * (Short.BYTES + Hash.LENGTH));
        commitments.forEach(commitment -> bytes.putShort((short) Hash.LENGTH).put(commitment.bytes()));
        return bytes.array();
    }

    private static ResponseEntity<byte[]> text(String text) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(TEXT)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> lasting(byte[] bytes) {
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(bytes);
    }

    private static <T> ResponseEntity<T> json(Optional<T> body) {
        return body.map(value -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noCache())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(value))
                .orElseGet(LogPages::absent);
    }

    private static <T> ResponseEntity<T> absent() {
        return ResponseEntity.notFound().cacheControl(CacheControl.noStore()).build();
    }
}
