// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;

import org.jspecify.annotations.Nullable;

import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormPage;
import polity.kernel.forms.Upload;
import polity.kernel.forms.Uploads;
import polity.kernel.node.Context;

/**
 * What a form of a page has sent: its parameters, its files kept and named by what they are, and what is wrong with
 * those. A file that was uploaded before stays the answer until another is chosen.
 *
 * @param read whether anything could be read of it; of a request that is too large nothing can
 */
record SentAnswers(Map<String, List<String>> parameters, List<FieldError> errors, boolean read) {

    private static final String KEPT = "-kept";

    static SentAnswers of(
            HttpServletRequest request,
            FormPage page,
            Map<String, @Nullable Object> before,
            Uploads uploads,
            Context owner) {
        var parameters = new HashMap<String, List<String>>();
        var errors = new ArrayList<FieldError>();
        for (String field : page.files()) {
            if (before.get(field) instanceof String kept) {
                parameters.put(field, List.of(kept));
            }
        }
        try {
            if (!page.files().isEmpty() && isMultipart(request)) {
                for (String field : page.files()) {
                    // Before any parameter: only parts say that the request is too large.
                    Part part = request.getPart(field);
                    // Sent with a page that was wrong elsewhere, it is no answer yet, and nobody shall choose it twice.
                    uploads.kept(owner, page, field, request.getParameter(field + KEPT))
                            .ifPresent(upload ->
                                    parameters.put(field, List.of(upload.file().hex())));
                    receive(part, field, page, uploads, owner, parameters, errors);
                }
            }
        } catch (IOException | ServletException | IllegalStateException _) {
            // Larger than any file may be, or broken off: nothing of the request can be read.
            errors.addAll(page.tooLarge());
            return new SentAnswers(Map.of(), errors, false);
        }
        request.getParameterMap().forEach((name, values) -> {
            if (!page.files().contains(name) && !name.endsWith(KEPT)) {
                parameters.put(name, List.of(values));
            }
        });
        return new SentAnswers(parameters, errors, true);
    }

    /** The only value of a parameter; empty where there is none. */
    String one(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** These errors, and those of the form that say nothing about the same field. */
    List<FieldError> with(List<FieldError> ofTheForm) {
        var all = new ArrayList<>(errors);
        ofTheForm.stream()
                .filter(error ->
                        errors.stream().noneMatch(known -> known.field().equals(error.field())))
                .forEach(all::add);
        return all;
    }

    private static void receive(
            @Nullable Part part,
            String field,
            FormPage page,
            Uploads uploads,
            Context owner,
            Map<String, List<String>> parameters,
            List<FieldError> errors)
            throws IOException {
        String name = part == null ? null : part.getSubmittedFileName();
        if (part == null || (part.getSize() == 0 && (name == null || name.isEmpty()))) {
            return;
        }
        try (InputStream bytes = part.getInputStream()) {
            switch (uploads.receive(owner, page, field, name, bytes)) {
                case Upload.Kept(var upload) ->
                    parameters.put(field, List.of(upload.file().hex()));
                case Upload.Refused(var error) -> errors.add(error);
            }
        }
    }

    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("multipart/");
    }
}
