// SPDX-License-Identifier: Apache-2.0
package polity.systems.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormView;

/** Reads what a program asks for, never failing, and tells it what it did wrong. */
final class CaseRequests {

    private static final int LARGEST = 256 * 1024;
    private static final Set<String> MEMBERS = Set.of("service", "procedure", "entry", "answers");
    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

    private final JsonMapper json;

    CaseRequests(JsonMapper json) {
        this.json = json.rebuild()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** What is asked for. */
    record Sent(
            String key,
            String service,
            String procedure,
            @Nullable UUID entry,
            Map<String, @Nullable Object> answers) {}

    /** What was read. */
    sealed interface Read {
        record Right(Sent sent) implements Read {}

        record Wrong(HttpStatus status, String detail) implements Read {}
    }

    Read read(@Nullable String key, HttpServletRequest request) throws IOException {
        if (key == null || !key.matches("[\\x21-\\x7e]{1,200}")) {
            return new Read.Wrong(
                    HttpStatus.BAD_REQUEST,
                    "Send an Idempotency-Key of 1 to 200 visible ASCII characters, a new one for each case.");
        }
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json")) {
            return new Read.Wrong(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send a body of the type application/json.");
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return new Read.Wrong(HttpStatus.CONTENT_TOO_LARGE, "The body has 256 KiB at most.");
        }
        try {
            return sent(key, json.readValue(body, MAP));
        } catch (JacksonException e) {
            // Other failures speak of Java types, which says nothing to the caller.
            String what = e instanceof StreamReadException ? ": " + e.getOriginalMessage() : ".";
            return unreadable("The body isn't a JSON object" + what);
        }
    }

    private static Read sent(String key, @Nullable Map<String, @Nullable Object> body) {
        if (body == null) {
            return unreadable("The body isn't a JSON object.");
        }
        for (String name : body.keySet()) {
            if (!MEMBERS.contains(name)) {
                return unreadable("The body has a member that means nothing here; it has service, procedure, entry"
                        + " and answers.");
            }
        }
        Object procedure = body.getOrDefault("procedure", "apply");
        if (!(body.get("service") instanceof String service) || !(procedure instanceof String named)) {
            return unreadable("\"service\" and \"procedure\" are texts: codes from GET /api/services.");
        }
        UUID entry = null;
        if (body.get("entry") != null) {
            if (!(body.get("entry") instanceof String text)
                    || !text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
                return unreadable("\"entry\" is the id of an entry of yours, a UUID.");
            }
            entry = UUID.fromString(text);
        }
        var answers = new LinkedHashMap<String, @Nullable Object>();
        switch (body.get("answers")) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((name, value) -> answers.put(String.valueOf(name), value));
            default -> {
                return unreadable("\"answers\" is an object with an answer for each question.");
            }
        }
        return new Read.Right(new Sent(key, service, named, entry, answers));
    }

    private static Read unreadable(String detail) {
        return new Read.Wrong(HttpStatus.BAD_REQUEST, detail);
    }

    /** What a program did wrong, as problem details (RFC 9457). */
    static ResponseEntity<ProblemDetail> wrong(HttpStatus status, String detail) {
        return answer(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** Each wrong answer with its code and the sentence that a page would show. */
    static ResponseEntity<ProblemDetail> wrong(List<FieldError> errors, FormView view) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_CONTENT, "Some answers are missing or wrong; \"errors\" says which.");
        problem.setProperty(
                "errors",
                errors.stream()
                        .map(error -> Map.of("field", error.field(), "code", error.code(), "detail", view.say(error)))
                        .toList());
        return answer(problem);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
