// SPDX-License-Identifier: Apache-2.0
package polity.systems.api;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.cases.Received;
import polity.kernel.cases.Submission;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormView;
import polity.kernel.forms.Upload;
import polity.kernel.forms.Uploads;
import polity.kernel.identity.Caller;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Frame;
import polity.kernel.page.Words;

/** A person's own cases for the person's own programs: the same checks, rules and rights as the pages. */
@Controller
@RequestMapping("/api")
@Zones(Zone.PUBLIC)
final class CaseApi {

    private static final int MOST = 100;

    private final Cases cases;
    private final Catalogue catalogue;
    private final Uploads uploads;
    private final CaseRequests requests;

    CaseApi(Cases cases, Catalogue catalogue, Uploads uploads, CaseRequests requests) {
        this.cases = cases;
        this.catalogue = catalogue;
        this.uploads = uploads;
        this.requests = requests;
    }

    /** Receives a case. The key makes a repetition the same case (IETF draft "The Idempotency-Key HTTP Header Field"). */
    @PostMapping("/cases")
    ResponseEntity<?> create(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request,
            Caller caller,
            Frame frame)
            throws IOException {
        PersonId person = caller.signedInFor("cases:write");
        return switch (requests.read(key, request)) {
            case CaseRequests.Read.Wrong(var status, var detail) -> CaseRequests.wrong(status, detail);
            case CaseRequests.Read.Right(var sent) -> {
                var submission = new Submission(
                        sent.service(),
                        sent.procedure(),
                        person.value(),
                        caller.name(),
                        frame.language(),
                        sent.key(),
                        sent.answers(),
                        sent.entry());
                yield answer(cases.submit(submission), submission, frame);
            }
        };
    }

    private ResponseEntity<?> answer(Received received, Submission submission, Frame frame) {
        return switch (received) {
            case Received.Case made ->
                ResponseEntity.created(URI.create("/api/cases/" + made.id().value()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .body(CaseJson.of(made));
            case Received.Invalid(var errors) -> CaseRequests.wrong(errors, view(submission, frame));
            case Received.OtherContent _ ->
                CaseRequests.wrong(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "This Idempotency-Key came with another body before; send a new key.");
            case Received.NotPossible(var obstacles) -> {
                ServicePackage service = catalogue.current(submission.service()).orElseThrow();
                Words own = service.words(frame.language());
                yield CaseRequests.wrong(
                        HttpStatus.CONFLICT,
                        String.join(
                                " ",
                                obstacles.stream()
                                        .map(obstacle -> why(obstacle, own))
                                        .toList()));
            }
            case Received.NotFound _ ->
                CaseRequests.wrong(
                        HttpStatus.NOT_FOUND,
                        "There is no such service, no such procedure of it, or no such entry of yours.");
        };
    }

    /** Why something can't be done with an entry, in the words of its service, and from which day on it can. */
    private static String why(Obstacle obstacle, Words own) {
        String reason = "reason." + obstacle.reason();
        return (own.has(reason) ? own.say(reason) : "The entry has been brought to an end")
                + obstacle.from()
                        .map(day -> ". It can be done from " + day + " on.")
                        .orElse(".");
    }

    private FormView view(Submission submission, Frame frame) {
        ServicePackage service = catalogue.current(submission.service()).orElseThrow();
        FormDefinition form = service.form(submission.procedure()).orElse(FormDefinition.NONE);
        return new FormView(form, service.words(frame.language()), frame, service.currency(), List.of());
    }

    @GetMapping("/cases")
    ResponseEntity<?> list(
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "50") int limit,
            Caller caller) {
        PersonId person = caller.signedInFor("cases:read");
        int most = Math.clamp(limit, 1, MOST);
        List<CaseView.Line> lines = cases.of(person.value(), before == null ? null : new CaseId(before), most);
        var body = new LinkedHashMap<String, Object>();
        body.put("cases", lines.stream().map(CaseJson::of).toList());
        if (lines.size() == most) {
            body.put(
                    "next",
                    "/api/cases?limit=" + most + "&before="
                            + lines.getLast().id().value());
        }
        return privately(ResponseEntity.ok()).body(body);
    }

    @GetMapping("/cases/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Caller caller, Frame frame) {
        Optional<CaseView> found = cases.find(caller.signedInFor("cases:read").value(), new CaseId(id));
        return found.isEmpty() ? missing() : privately(ResponseEntity.ok()).body(CaseJson.of(found.get(), frame));
    }

    @GetMapping("/cases/{id}/documents/{document}")
    ResponseEntity<?> document(@PathVariable UUID id, @PathVariable UUID document, Caller caller) {
        Optional<byte[]> content =
                cases.document(caller.signedInFor("cases:read").value(), new CaseId(id), document);
        return content.isEmpty()
                ? missing()
                : privately(ResponseEntity.ok())
                        .contentType(MediaType.APPLICATION_PDF)
                        .body(content.get());
    }

    /** Keeps a file, whose id can then answer a question that wants one. */
    @PostMapping("/files")
    ResponseEntity<?> upload(
            @RequestParam(required = false) @Nullable String name,
            HttpServletRequest request,
            Caller caller,
            Frame frame)
            throws IOException {
        caller.signedInFor("cases:write");
        String type = request.getContentType();
        if (type != null && type.startsWith("multipart/")) {
            return CaseRequests.wrong(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the bytes of one file as the body, not a form.");
        }
        Upload.Result result =
                uploads.receive(caller.context("upload"), "file", name, request.getInputStream(), Uploads.LARGEST);
        return switch (result) {
            case Upload.Kept(var upload) ->
                privately(ResponseEntity.status(HttpStatus.CREATED)).body(CaseJson.of(upload));
            case Upload.Refused(FieldError error) ->
                CaseRequests.wrong(
                        switch (error.code()) {
                            case "size" -> HttpStatus.CONTENT_TOO_LARGE;
                            case "quota" -> HttpStatus.TOO_MANY_REQUESTS;
                            default -> HttpStatus.UNPROCESSABLE_CONTENT;
                        },
                        FormView.usual(error, frame));
        };
    }

    private static ResponseEntity<?> missing() {
        return CaseRequests.wrong(HttpStatus.NOT_FOUND, "You have no case or document of this id.");
    }

    private static ResponseEntity.BodyBuilder privately(ResponseEntity.BodyBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }
}
