// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.util.Map;
import java.util.Set;

import polity.kernel.catalogue.Determination;

/** Where a case may stand after it stood somewhere: the one table of lawful moves. */
final class Moves {

    static final String AWAITING_PAYMENT = "awaiting_payment";
    static final String OFFERED = "offered";
    static final String WAITING = "waiting";
    static final String UNDER_REVIEW = "under_review";
    static final String REFUSED = "refused";
    static final String ABANDONED = "abandoned";
    /** What it was about has changed or ended since it was decided; what was paid goes back. */
    static final String OVERTAKEN = "overtaken";

    static final String WITHDRAWN = "withdrawn";
    static final String ISSUED = "issued";
    static final String ENDING = "ending";
    static final String ENDED = "ended";
    static final String REVOKED = "revoked";

    private static final Set<String> EFFECTIVE = Set.of(ISSUED, ENDING, ENDED, REVOKED);

    private static final Map<String, Set<String>> NEXT = Map.ofEntries(
            Map.entry(AWAITING_PAYMENT, Set.of(ISSUED, ENDING, ENDED, REVOKED, ABANDONED, OVERTAKEN)),
            Map.entry(OFFERED, Set.of(ISSUED, ENDING, ENDED, REVOKED, ABANDONED)),
            Map.entry(WAITING, Set.of(OFFERED, ISSUED, ENDING, ENDED, REVOKED, REFUSED, UNDER_REVIEW, WITHDRAWN)),
            Map.entry(UNDER_REVIEW, Set.of(AWAITING_PAYMENT, ISSUED, ENDING, ENDED, REVOKED, REFUSED, WITHDRAWN)),
            // Somebody asks that an official looks at it.
            Map.entry(REFUSED, Set.of(UNDER_REVIEW)),
            Map.entry(ISSUED, Set.of(ENDING, ENDED, REVOKED)),
            Map.entry(ENDING, Set.of(ENDED, REVOKED)),
            Map.entry(ABANDONED, Set.of()),
            Map.entry(OVERTAKEN, Set.of()),
            Map.entry(WITHDRAWN, Set.of()),
            Map.entry(ENDED, Set.of()),
            Map.entry(REVOKED, Set.of()));

    private Moves() {}

    /** Whether it has taken effect, so that what it gave is its own. */
    static boolean isEffective(String status) {
        return EFFECTIVE.contains(status);
    }

    /** Where a case stands by a decision. */
    static String of(Determination.Outcome outcome, String granted) {
        return switch (outcome) {
            case GRANTED -> granted;
            case REFUSED -> REFUSED;
            case WAITING -> WAITING;
            case REVIEW -> UNDER_REVIEW;
        };
    }

    static Set<String> all() {
        return NEXT.keySet();
    }

    static Set<String> next(String status) {
        return NEXT.getOrDefault(status, Set.of());
    }

    /** The status to which it moves; to stay is no move. */
    static String to(String from, String status) {
        if (!from.equals(status) && !next(from).contains(status)) {
            throw new UnlawfulMove(from, status);
        }
        return status;
    }

    /** A case can't get from one status to the other. */
    static final class UnlawfulMove extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnlawfulMove(String from, String to) {
            super("A case that stands at \"" + from + "\" can't get to \"" + to + "\"");
        }
    }
}
