// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.files.FileId;

/**
 * A document that was issued.
 *
 * @param number the number that it bears
 * @param code what anyone types to verify it
 * @param file its sealed rendition; absent until it has been made, which follows the act by a moment
 * @param revoked since when it is no longer valid
 * @param reason why not: {@code ended}, {@code replaced} or {@code revoked}
 */
public record IssuedDocument(
        DocumentId id,
        String number,
        String code,
        String kind,
        UUID subject,
        String template,
        String language,
        Instant issued,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        List<Issue.Disclosed> disclosed,
        @Nullable FileId file,
        @Nullable Instant revoked,
        @Nullable String reason) {}
