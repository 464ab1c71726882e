// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerProperties {

    sealed interface Step {}

    /** Amounts between two of three accounts. */
    record Post(List<Move> moves) implements Step {}

    record Move(int from, int to, long amount) {}

    record Again(int which) implements Step {}

    record Snapshot() implements Step {}

    @Property(tries = 25)
    void balances_are_the_sums_of_all_lines_and_the_books_balance(@ForAll("steps") List<Step> steps) {
        var books = new Books();
        List<String> codes = List.of(books.bank, books.fees, books.owed);
        Map<String, Long> debits = new TreeMap<>();
        Map<String, Long> credits = new TreeMap<>();
        List<Posting> made = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Post(var moves) -> {
                    Posting posting = posting(books, codes, moves);
                    Books.visitor(() -> Books.ledger().post(posting));
                    made.add(posting);
                    posting.lines().forEach(line -> {
                        debits.merge(line.debit(), line.amount().minor(), Long::sum);
                        credits.merge(line.credit(), line.amount().minor(), Long::sum);
                    });
                }
                case Again(int which) -> {
                    if (!made.isEmpty()) {
                        Books.visitor(() -> Books.ledger().post(made.get(which % made.size())));
                    }
                }
                case Snapshot() -> Books.snapshot();
            }
        }
        for (String code : codes) {
            Balance balance = Books.jobs(() -> Books.ledger().balance(code));
            assertThat(balance.debit().minor()).isEqualTo(debits.getOrDefault(code, 0L));
            assertThat(balance.credit().minor()).isEqualTo(credits.getOrDefault(code, 0L));
        }
        Map<String, Long> difference = new TreeMap<>();
        Books.jobs(() -> Books.ledger().trialBalance())
                .forEach(each -> difference.merge(
                        each.debit().currency().getCurrencyCode(),
                        each.debit().minus(each.credit()).minor(),
                        Long::sum));
        assertThat(difference.values()).containsOnly(0L);
    }

    private static Posting posting(Books books, List<String> codes, List<Move> moves) {
        return Posting.of(
                books.key(),
                Books.DAY,
                "case",
                "Moves",
                moves.stream()
                        .map(move -> new Posting.Line(
                                codes.get(move.to()), codes.get(move.from()), Books.euro(move.amount())))
                        .toArray(Posting.Line[]::new));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Move> move = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.longs().between(1, 1_000_000_000_000L))
                .as((from, distance, amount) -> new Move(from, (from + distance) % 3, amount));
        Arbitrary<Step> post = move.list().ofMinSize(1).ofMaxSize(4).map(Post::new);
        Arbitrary<Step> again = Arbitraries.integers().between(0, 20).map(Again::new);
        Arbitrary<Step> snapshot = Arbitraries.create(Snapshot::new);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, post),
                        net.jqwik.api.Tuple.of(2, again),
                        net.jqwik.api.Tuple.of(2, snapshot))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
