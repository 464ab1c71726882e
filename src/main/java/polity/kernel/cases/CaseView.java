// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.forms.Upload;

/**
 * A case as the person whose it is sees it.
 *
 * @param known what the rules saw, but for the counts
 * @param files what was uploaded, by question: {@code plan}, or {@code children[0].photo} about one of several things
 * @param decision the latest decision
 * @param byRules the latest one that the rules made: what they saw is told with it
 * @param automatic whether nobody but the rules made it
 * @param reviewable whether an official can still be asked to look at it
 * @param pay what is to be paid; absent when nothing is
 * @param position its place in the waiting list, from 1; 0 when it doesn't wait
 * @param withdrawable whether its applicant can take it back: nothing has been decided yet
 */
public record CaseView(
        CaseId id,
        String reference,
        ServicePackage service,
        String procedure,
        String status,
        Instant submitted,
        Map<String, @Nullable Object> answers,
        Map<String, @Nullable Object> known,
        Map<String, Upload> files,
        Determination.Determined decision,
        Determination.Determined byRules,
        Instant decided,
        boolean automatic,
        boolean reviewable,
        @Nullable String explanation,
        List<Event> events,
        List<IssuedDocument> documents,
        @Nullable ToPay pay,
        long position,
        boolean withdrawable,
        @Nullable UUID entry) {

    /**
     * A payment that is awaited.
     *
     * @param page where it is paid
     * @param amount in minor units of the service's currency
     */
    public record ToPay(URI page, long amount, Instant until) {}

    /** Something that happened with the case. */
    public record Event(Instant at, String kind, @Nullable String note) {}

    /**
     * A case in a list.
     *
     * @param about what tells it apart from others of the service, as its package says
     * @param to the last day of what it has given
     */
    public record Line(
            CaseId id,
            String reference,
            String service,
            String procedure,
            String status,
            Instant submitted,
            @Nullable String about,
            @Nullable LocalDate to) {}
}
