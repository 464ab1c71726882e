// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.files.BoundedPool;
import polity.kernel.node.Context;
import polity.kernel.node.Reference;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Tone;
import polity.kernel.page.Words;

/** Anyone verifies a document: by its code, by scanning it, or by its file. */
@Controller
@Zones(Zone.PUBLIC)
final class VerificationPages {

    private static final int LARGEST_FILE = 10 * 1024 * 1024;

    private static final String SECONDS_UNTIL_CALM = "5";

    private final Documents documents;
    private final BoundedPool judging;
    private final BoundedPool glancing;
    private final Transactions transactions;
    private final Templates templates;
    private final InstantSource clock;
    private final ObjectProvider<DocumentSource> sources;

    VerificationPages(
            Documents documents,
            BoundedPool judging,
            BoundedPool glancing,
            Transactions transactions,
            Templates templates,
            InstantSource clock,
            ObjectProvider<DocumentSource> sources) {
        this.documents = documents;
        this.judging = judging;
        this.glancing = glancing;
        this.transactions = transactions;
        this.templates = templates;
        this.clock = clock;
        this.sources = sources;
    }

    @GetMapping("/verify")
    Object begin(@RequestParam(required = false) @Nullable String code, Frame frame) {
        if (code != null) {
            String wrong = frame.words("documents").say(code.isBlank() ? "verify.code-missing" : "verify.code-wrong");
            return Reference.parse(code)
                    .<Object>map(reference -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                            .header(HttpHeaders.LOCATION, "/verify/" + reference.text())
                            .build())
                    .orElseGet(() -> form(frame, code, wrong, null).status(422));
        }
        return form(frame, null, null, null);
    }

    @GetMapping("/verify/{code}")
    Page byCode(@PathVariable String code, Frame frame) {
        return result(
                transactions.read(Context.visitor("verify"), () -> documents.verify(code, clock.instant())), frame);
    }

    @PostMapping("/verify")
    Page byFile(HttpServletRequest request, HttpServletResponse response, Frame frame) throws IOException {
        Part part;
        try {
            part = request.getPart("file");
        } catch (ServletException _) {
            part = null;
        } catch (IllegalStateException _) {
            return tooLarge(frame);
        }
        if (part == null || part.getSize() == 0) {
            return form(frame, null, null, frame.words("documents").say("verify.file-missing"))
                    .status(422);
        }
        if (part.getSize() > LARGEST_FILE) {
            return tooLarge(frame);
        }
        Part file = part;
        byte[] hash = sha256(file);
        // No transaction is open while the file is judged: that takes long enough to keep others from the data base.
        Optional<IssuedDocument> known = transactions.read(Context.visitor("verify"), () -> documents.ofFile(hash));
        return (known.isPresent() ? judging : glancing)
                .call(() -> documents.verify(bytes(file), known, clock.instant()))
                .map(verification -> result(verification, frame))
                .orElseGet(() -> {
                    response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_CALM);
                    return templates.failure(frame, HttpStatus.SERVICE_UNAVAILABLE.value(), "");
                });
    }

    private Page tooLarge(Frame frame) {
        return form(frame, null, null, frame.words("documents").say("verify.file-large"))
                .status(422);
    }

    private static byte[] bytes(Part file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return in.readNBytes(LARGEST_FILE);
        }
    }

    /** Without holding the file in memory: nothing limits how many come at once. */
    private static byte[] sha256(Part file) throws IOException {
        try (var in = new DigestInputStream(file.getInputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getMessageDigest().digest();
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it (java.security.MessageDigest).
            throw new AssertionError(e);
        }
    }

    private Page form(Frame frame, @Nullable String code, @Nullable String codeError, @Nullable String fileError) {
        Words words = frame.words("documents");
        return templates.page(
                frame,
                "kernel/documents/verify.jte",
                java.util.Map.of(
                        "view",
                        new VerifyView(
                                words.say("verify.title"),
                                words.say("verify.text"),
                                Question.Input.of(Field.of("code", words.say("verify.code"))
                                                .hint(words.say("verify.code-hint"))
                                                .value(code)
                                                .error(codeError))
                                        .width(30)
                                        .noSpellcheck(),
                                new Question.Upload(
                                        Field.of("file", words.say("verify.file"))
                                                .hint(words.say("verify.file-hint"))
                                                .error(fileError),
                                        ".pdf,application/pdf",
                                        false),
                                Block.Button.of(words.say("verify.button")),
                                Block.Button.secondary(words.say("verify.file-button")))));
    }

    private Page result(Verification verification, Frame frame) {
        Words words = frame.words("documents");
        String word = word(verification);
        String title = words.say("result." + word + "-title");
        var body = new ArrayList<Component>();
        switch (verification) {
            case Verification.Valid(var document) -> {
                body.add(new Block.Panel(title, words.say("number"), document.number()));
                body.add(new Block.Paragraph(words.say("result.compare")));
                body.add(facts(document, words, Tone.SUCCESS, word));
            }
            case Verification.NotYetValid(var document) -> {
                body.add(new Block.WarningText(words.say("result.not-yet")));
                body.add(facts(document, words, Tone.WAITING, word));
            }
            case Verification.Expired(var document) -> {
                body.add(new Block.WarningText(words.say("result.expired")));
                body.add(facts(document, words, Tone.DANGER, word));
            }
            case Verification.Revoked(var document, var since) -> {
                body.add(new Block.WarningText(words.say("result." + word, "since", since)));
                body.add(facts(document, words, Tone.DANGER, word));
            }
            case Verification.Altered() -> body.add(new Block.WarningText(words.say("result.altered")));
            case Verification.Unknown() -> body.add(new Block.WarningText(words.say("result.unknown")));
            case Verification.NotYetVerifiable() -> body.add(new Block.InsetText(words.say("result.waiting")));
            case Verification.Unreadable() -> body.add(new Block.WarningText(words.say("result.unreadable")));
        }
        body.add(Block.Button.secondary(words.say("verify.another")).to("/verify"));
        return templates.sheet(
                frame,
                Sheet.of(title, body.toArray(Component[]::new))
                        .before(new Block.Breadcrumbs(List.of(Link.to("/verify", words.say("verify.title"))))));
    }

    private static String word(Verification verification) {
        return switch (verification) {
            case Verification.Valid _ -> "valid";
            case Verification.NotYetValid _ -> "not-yet";
            case Verification.Expired _ -> "expired";
            case Verification.Revoked(var document, var _) -> document.reason() == null ? "revoked" : document.reason();
            case Verification.Altered _ -> "altered";
            case Verification.Unknown _ -> "unknown";
            case Verification.NotYetVerifiable _ -> "waiting";
            case Verification.Unreadable _ -> "unreadable";
        };
    }

    private SummaryList facts(IssuedDocument document, Words words, Tone tone, String word) {
        var rows = new ArrayList<SummaryList.Row>();
        rows.add(SummaryList.Row.of(words.say("state"), "")
                .tagged(new Block.Tag(words.say("result." + word + "-tag"), tone)));
        rows.add(SummaryList.Row.of(words.say("number"), document.number()));
        sources.stream()
                .filter(source -> source.kind().equals(document.kind()))
                .flatMap(source -> source.disclosed(document, words).stream())
                .forEach(line -> rows.add(SummaryList.Row.of(line.label(), line.value())));
        rows.add(SummaryList.Row.of(words.say("issued"), words.instant(document.issued())));
        rows.add(SummaryList.Row.of(words.say("valid-from"), words.date(document.validFrom())));
        LocalDate last = last(document, words);
        if (last != null) {
            rows.add(SummaryList.Row.of(words.say("valid-to"), words.date(last)));
        }
        return new SummaryList(rows);
    }

    /** The last day that was planned, or before it the one with which it ends early. */
    private static @Nullable LocalDate last(IssuedDocument document, Words words) {
        LocalDate planned = document.validTo();
        if (document.revoked() == null || !"ended".equals(document.reason())) {
            return planned;
        }
        LocalDate early = LocalDate.ofInstant(document.revoked().minusNanos(1), words.zone());
        return planned == null || early.isBefore(planned) ? early : planned;
    }

    /** The two ways to verify a document. */
    record VerifyView(
            String title,
            String text,
            Question.Input code,
            Question.Upload file,
            Block.Button byCode,
            Block.Button byFile) {

        List<Block.ErrorSummary.Item> errors() {
            return Stream.of(code, file)
                    .flatMap(question -> Stream.ofNullable(question.field().error())
                            .map(error -> new Block.ErrorSummary.Item(error, question.target())))
                    .toList();
        }
    }
}
