// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormView;

/** What a program did wrong, as problem details (RFC 9457). */
final class Problems {

    private Problems() {}

    static ResponseEntity<ProblemDetail> of(HttpStatus status, String detail) {
        return answer(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** Each wrong answer with its code and the sentence that a page would show. */
    static ResponseEntity<ProblemDetail> of(List<FieldError> errors, FormView view) {
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
