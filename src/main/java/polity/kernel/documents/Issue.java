// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A document to be issued.
 *
 * @param kind kind of its subject, by which its {@link DocumentSource} is found
 * @param subject the subject, such as a case
 * @param template which of the subject's documents it is
 * @param language language tag, such as {@code zh-Hans}
 * @param holder the person to whom it is issued
 * @param number the number that it bears; one that replaces it may bear the same
 * @param validTo last day of its validity; absent when it has no end
 * @param disclosed what its verification shows to everybody
 */
public record Issue(
        String kind,
        UUID subject,
        String template,
        String language,
        @Nullable UUID holder,
        String number,
        Instant at,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        List<Disclosed> disclosed) {

    /** A line that the verification shows: the field of what it was taken from, and the value as it is kept. */
    public record Disclosed(String from, String field, String value) {}
}
