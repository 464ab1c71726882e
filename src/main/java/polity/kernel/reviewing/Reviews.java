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

import polity.kernel.cases.Cases;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;

/** Cases that officials look at: after an automatic decision, because somebody asks for it, or because the rules do. */
public final class Reviews {

    /** As many are read at once, the oldest first. */
    public static final int MOST = 100;

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
     * What officials have to look at, oldest first, {@value #MOST} at most.
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

    /** By when officials of these units have to decide the oldest that waits for them; says nothing about anybody. */
    public List<ReviewTask.Due> due(UUID official, Supplier<List<String>> units) {
        return transactions.read(Context.of(official, "desk"), () -> list.due(units.get()));
    }

    /** A review and the case that it is about. */
    public record Reviewed(ReviewTask task, Cases.Seen seen) {}

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
                    .flatMap(seen ->
                            list.tasks(List.of(review)).stream().findFirst().map(task -> new Reviewed(task, seen)));
        });
    }

    /**
     * Decides a review: it stays as it was decided, or what was asked is granted after all, or what was granted is taken back.
     *
     * @param otherwise whether it comes out otherwise than before
     * @param permission requires the permission for a unit and an act that concerns these persons
     */
    public ReviewTask.Result decide(
            Context official,
            UUID review,
            boolean otherwise,
            String explanation,
            BiConsumer<String, Set<PersonId>> permission) {
        return transactions.write(
                official,
                () -> list.find(review)
                        .map(asked -> {
                            permission.accept(asked.unit(), cases.applicant(asked.matter()));
                            cases.look(List.of(asked.matter()));
                            permission.accept(asked.unit(), cases.named(asked.matter()));
                            return decide(official, asked, otherwise, explanation, clock.instant());
                        })
                        .orElse(ReviewTask.Result.NO_SUCH_REVIEW));
    }

    private ReviewTask.Result decide(
            Context official, ReviewList.Asked asked, boolean otherwise, String explanation, Instant at) {
        UUID decider = official.actor();
        if (decider == null) {
            return ReviewTask.Result.NO_SUCH_REVIEW;
        }
        Optional<Runnable> deciding = cases.again(official, asked.matter(), otherwise, explanation, at);
        // Read once the case is locked: nobody else decides it meanwhile.
        Optional<ReviewTask> task = list.tasks(List.of(asked.review())).stream().findFirst();
        if (task.isEmpty()) {
            return ReviewTask.Result.NO_SUCH_REVIEW;
        }
        if (task.get().decided()) {
            return ReviewTask.Result.DECIDED_BEFORE;
        }
        if (deciding.isEmpty()) {
            return ReviewTask.Result.CANNOT_BE_GRANTED;
        }
        if (!list.conclude(asked.review(), at, decider, !otherwise, explanation)) {
            return ReviewTask.Result.DECIDED_BEFORE;
        }
        deciding.get().run();
        return otherwise ? ReviewTask.Result.CHANGED : ReviewTask.Result.UPHELD;
    }
}
