// SPDX-License-Identifier: Apache-2.0
package polity.kernel.reviewing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;

/** Cases that officials look at: after an automatic decision, because somebody asks for it, or because the rules do. */
public final class Reviews {

    private final Transactions transactions;
    private final ReviewList list;
    private final Cases cases;
    private final InstantSource clock;

    Reviews(Transactions transactions, ReviewList list, Cases cases, InstantSource clock) {
        this.transactions = transactions;
        this.list = list;
        this.cases = cases;
        this.clock = clock;
    }

    /**
     * What officials have to look at, oldest first.
     *
     * @param units codes of the units for which he may, asked within the transaction
     */
    public List<ReviewTask> open(Context official, Supplier<List<String>> units) {
        return transactions.write(official, () -> {
            List<ReviewList.Asked> open = list.open(units.get());
            cases.look(open.stream().map(ReviewList.Asked::matter).toList());
            return list.tasks(open.stream().map(ReviewList.Asked::review).toList());
        });
    }

    /** A review and the case that it is about. */
    public record Reviewed(ReviewTask task, CaseView matter) {}

    /**
     * A review and the case that it is about; both reads are recorded.
     *
     * @param permission requires the permission for the unit with this code, within the transaction
     */
    public Optional<Reviewed> find(Context official, UUID review, Consumer<String> permission) {
        return transactions.write(official, () -> {
            Optional<ReviewList.Asked> asked = list.find(review);
            asked.map(ReviewList.Asked::unit).ifPresent(permission);
            return asked.flatMap(each -> cases.seen(each.matter()))
                    .flatMap(matter ->
                            list.tasks(List.of(review)).stream().findFirst().map(task -> new Reviewed(task, matter)));
        });
    }

    /**
     * Decides a review: what was asked is granted after all, or it isn't.
     *
     * @param permission requires the permission for a unit and an act that concerns these persons
     */
    public ReviewTask.Result decide(
            Context official,
            UUID review,
            boolean grant,
            String explanation,
            BiConsumer<String, Set<PersonId>> permission) {
        return transactions.write(
                official,
                () -> list.find(review)
                        .map(asked -> {
                            permission.accept(asked.unit(), cases.concerned(asked.matter()));
                            return decide(official, asked, grant, explanation, clock.instant());
                        })
                        .orElse(ReviewTask.Result.NO_SUCH_REVIEW));
    }

    private ReviewTask.Result decide(
            Context official, ReviewList.Asked asked, boolean grant, String explanation, Instant at) {
        UUID decider = official.actor();
        cases.look(List.of(asked.matter()));
        if (list.tasks(List.of(asked.review())).isEmpty() || decider == null) {
            return ReviewTask.Result.NO_SUCH_REVIEW;
        }
        Optional<Runnable> deciding = cases.again(official, asked.matter(), grant, explanation, at);
        if (deciding.isEmpty()) {
            return ReviewTask.Result.CANNOT_BE_GRANTED;
        }
        if (!list.conclude(asked.review(), at, decider, !grant, explanation)) {
            return ReviewTask.Result.DECIDED_BEFORE;
        }
        deciding.get().run();
        return grant ? ReviewTask.Result.CHANGED : ReviewTask.Result.UPHELD;
    }
}
