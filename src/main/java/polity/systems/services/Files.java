// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.cases.CaseView;
import polity.kernel.forms.Upload;

/** The files that came with a case: always downloaded, never shown within our own pages. */
final class Files {

    private Files() {}

    static ResponseEntity<byte[]> download(CaseView view, String field, Optional<byte[]> content) {
        Upload upload = view.files().get(field);
        if (upload == null || content.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return attachment(upload.name(), MediaType.parseMediaType(upload.kind().mediaType()), content.get());
    }

    static ResponseEntity<byte[]> attachment(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(content);
    }
}
