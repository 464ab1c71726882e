// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

import polity.kernel.node.CannotStart;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.testing.StatementCounter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerTest {

    private final Books books = new Books();

    @Test
    void a_posting_moves_money_from_the_credited_account_to_the_debited_one() {
        Books.visitor(() -> Books.ledger().post(books.fee(books.key(), 1250)));

        assertThat(books.balance(books.bank)).isEqualTo(1250);
        assertThat(books.balance(books.fees)).isEqualTo(1250);
    }

    @Test
    void the_same_posting_is_made_once() {
        Posting fee = books.fee(books.key(), 1250);

        PostingId first = Books.visitor(() -> Books.ledger().post(fee));
        List<PostingId> again = Books.visitor(() -> Books.ledger().post(List.of(fee, fee)));

        assertThat(again).containsExactly(first, first);
        assertThat(books.balance(books.bank)).isEqualTo(1250);
    }

    @Test
    void a_batch_makes_what_is_new_and_leaves_what_is_not() {
        Posting old = books.fee(books.key(), 100);
        Posting fresh = books.fee(books.key(), 10);
        PostingId first = Books.visitor(() -> Books.ledger().post(old));

        List<PostingId> ids = Books.visitor(() -> Books.ledger().post(List.of(fresh, old)));

        assertThat(ids).hasSize(2).endsWith(first);
        assertThat(books.balance(books.bank)).isEqualTo(110);
    }

    @Test
    void a_key_is_refused_for_another_amount_text_or_day() {
        Posting fee = books.fee(books.key(), 1250);
        Books.visitor(() -> Books.ledger().post(fee));

        List<Posting> others = List.of(
                books.fee(fee.key(), 1251),
                new Posting(fee.key(), fee.valueDate(), fee.subject(), "Other", fee.lines(), Optional.empty()),
                new Posting(
                        fee.key(),
                        fee.valueDate().plusDays(1),
                        fee.subject(),
                        fee.text(),
                        fee.lines(),
                        Optional.empty()),
                fee.reversed(fee.key(), fee.valueDate(), fee.text()));
        for (Posting other : others) {
            assertThatThrownBy(() -> Books.visitor(() -> Books.ledger().post(other)))
                    .isInstanceOf(DifferentPosting.class)
                    .hasMessageContaining(fee.key());
        }
        assertThatThrownBy(() -> Books.visitor(() -> Books.ledger().post(List.of(fee, others.getFirst()))))
                .isInstanceOf(DifferentPosting.class);
    }

    @Test
    void eight_threads_that_post_the_same_batch_post_it_once() throws Exception {
        List<Posting> batch = IntStream.range(0, 20)
                .mapToObj(n -> books.fee(books.key(), 100 + n))
                .toList();

        Set<List<PostingId>> answers = new HashSet<>(atOnce(
                8, n -> Books.visitor(() -> Books.ledger().post(n % 2 == 0 ? batch : batch.reversed()))));

        assertThat(answers).hasSize(2);
        assertThat(books.balance(books.bank)).isEqualTo(20 * 100 + 190);
    }

    @Test
    void a_batch_is_one_statement_however_large() {
        List<Posting> batch = IntStream.range(0, 50)
                .mapToObj(n -> books.fee(books.key(), 1 + n))
                .toList();

        List<String> statements =
                StatementCounter.during(() -> Books.visitor(() -> Books.ledger().post(batch)));

        assertThat(statements).hasSize(2).first().asString().contains("set_config");
    }

    @Test
    void a_correction_names_what_it_corrects() {
        Posting fee = books.fee(books.key(), 1250);
        PostingId original = Books.visitor(() -> Books.ledger().post(fee));

        PostingId correction =
                Books.visitor(() -> Books.ledger().post(fee.reversed(books.key(), Books.DAY, "Fee taken back")));

        assertThat(books.balance(books.bank)).isZero();
        assertThat(Books.jobs(() -> Books.jdbc()
                        .sql("select corrects::text from ledger.posting where id = ?")
                        .param(correction.value())
                        .query(String.class)
                        .single()))
                .isEqualTo(original.value().toString());
        assertThatThrownBy(() -> Books.visitor(() -> Books.ledger()
                        .post(books.fee(books.key(), 1).reversed(books.key(), Books.DAY, "Nothing to take back"))))
                .isInstanceOf(NoOriginal.class);
    }

    @Test
    void an_unknown_account_or_currency_is_refused() {
        Posting unknown = Posting.of(
                books.key(), Books.DAY, "case", "Fee", new Posting.Line("test.nowhere", books.fees, Books.euro(1)));
        Posting foreign = Posting.of(
                books.key(), Books.DAY, "case", "Fee", new Posting.Line(books.yuan, books.fees, Books.euro(1)));

        assertThatThrownBy(() -> Books.visitor(() -> Books.ledger().post(unknown)))
                .isInstanceOf(UnknownAccount.class);
        assertThatThrownBy(() -> Books.visitor(() -> Books.ledger().post(foreign)))
                .isInstanceOf(UnknownAccount.class);
    }

    @Test
    void nothing_negative_empty_or_circular_can_be_posted() {
        assertThatThrownBy(() -> books.fee(books.key(), 0)).isInstanceOf(Posting.UnfitPosting.class);
        assertThatThrownBy(() -> books.fee(books.key(), -5)).isInstanceOf(Posting.UnfitPosting.class);
        assertThatThrownBy(() -> Posting.of(books.key(), Books.DAY, "case", "Fee"))
                .isInstanceOf(Posting.UnfitPosting.class);
        assertThatThrownBy(() ->
                        Posting.of(books.key(), Books.DAY, "case", "Fee", new Posting.Line("a", "a", Books.euro(1))))
                .isInstanceOf(Posting.UnfitPosting.class);
    }

    @Test
    void the_ledger_is_never_changed() {
        Books.visitor(() -> Books.ledger().post(books.fee(books.key(), 1250)));

        for (String change : List.of(
                "update ledger.line set amount = 1", "delete from ledger.posting", "truncate ledger.line cascade")) {
            assertThatThrownBy(() -> Books.jobs(() -> Books.jdbc().sql(change).update()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void a_visitor_reads_no_postings() {
        assertThatThrownBy(() -> Books.visitor(() -> Books.jdbc()
                        .sql("select count(*) from ledger.line")
                        .query(Long.class)
                        .single()))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> Books.visitor(() -> Books.ledger().balance(books.bank)))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void an_account_without_overdraft_is_never_overdrawn_however_many_draw_at_once() throws Exception {
        Books.visitor(() -> Books.ledger()
                .post(Posting.of(
                        books.key(),
                        Books.DAY,
                        "case",
                        "In",
                        new Posting.Line(books.bank, books.limited, Books.euro(300)))));
        Books.snapshot();

        List<Boolean> drawn = atOnce(8, n -> {
            try {
                Books.visitor(() -> Books.ledger()
                        .post(Posting.of(
                                books.key(),
                                Books.DAY,
                                "case",
                                "Out",
                                new Posting.Line(books.limited, books.bank, Books.euro(100)))));
                return true;
            } catch (Overdrawn e) {
                assertThat(e).hasMessageContaining(books.limited);
                return false;
            }
        });

        assertThat(drawn).filteredOn(each -> each).hasSize(3);
        assertThat(books.balance(books.limited)).isZero();
    }

    @Test
    void a_snapshot_neither_loses_nor_doubles_what_is_in_flight() throws Exception {
        var posted = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> slow = threads.submit(() -> Books.visitor(() -> {
                PostingId id = Books.ledger().post(books.fee(books.key(), 1));
                posted.countDown();
                await(finish);
                return id;
            }));
            await(posted);
            Books.visitor(() -> Books.ledger().post(books.fee(books.key(), 10)));
            Books.snapshot();
            assertThat(books.balance(books.bank)).isEqualTo(10);
            finish.countDown();
            slow.get();
        }
        assertThat(books.balance(books.bank)).isEqualTo(11);
        Books.snapshot();
        assertThat(books.balance(books.bank)).isEqualTo(11);
        assertThat(books.balance(books.fees)).isEqualTo(11);
    }

    @Test
    void a_statement_is_read_page_by_page_from_the_newest_line() {
        Books.visitor(() -> Books.ledger()
                .post(IntStream.rangeClosed(1, 5)
                        .mapToObj(n -> books.fee(books.key(), n))
                        .toList()));
        Books.visitor(() -> Books.ledger()
                .post(Posting.of(
                        books.key(),
                        Books.DAY,
                        "case",
                        "Paid out",
                        new Posting.Line(books.owed, books.bank, Books.euro(6)))));

        var seen = new HashSet<Long>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Optional<String> from = cursor;
            Statement page = Books.jobs(() -> Books.ledger().statement(books.bank, from, 2));
            page.entries().forEach(entry -> seen.add(entry.amount().minor()));
            if (pages == 0) {
                assertThat(page.entries().getFirst().debit()).isFalse();
                assertThat(page.entries().getFirst().other()).isEqualTo(books.owed);
            }
            cursor = page.next();
            pages++;
        } while (cursor.isPresent());

        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
        assertThatThrownBy(() -> Books.jobs(() -> Books.ledger().statement(books.bank, Optional.of("1.2.3"), 2)))
                .isInstanceOf(Statements.UnknownCursor.class);
    }

    @Test
    void a_statement_reads_a_range_of_an_index_in_spite_of_row_level_security() {
        String plan = Books.jobs(() -> {
            Books.jdbc().sql("set local enable_seqscan = off").update();
            return String.join("\n", Books.jdbc().sql("""
                    explain select amount from ledger.line
                    where debit = '00000000-0000-7000-8000-000000000000'::uuid
                      and (written, posting, number)
                          < ('9'::xid8, '00000000-0000-7000-8000-000000000000'::uuid, 1)
                    order by written desc, posting desc, number desc limit 10
                    """).query(String.class).list());
        });

        assertThat(plan)
                .contains("line_debit")
                .doesNotContain("Sort")
                .containsPattern("Index Cond: .*debit = .*ROW\\(written");
    }

    @Test
    void an_account_that_exists_does_not_become_another() {
        assertThatThrownBy(() -> Books.jobs(() -> {
                    Books.ledger()
                            .declare(List.of(
                                    Books.account(books.bank, Account.Kind.INCOME, Currency.getInstance("EUR"), true)));
                    return true;
                }))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(books.bank);
    }

    @Test
    void the_accounts_of_the_program_are_declared_when_it_starts() {
        assertThat(ChartOfAccounts.read()).isNotEmpty();
        for (Account account : ChartOfAccounts.read()) {
            assertThat(Books.visitor(() -> Books.ledger().account(account.code())))
                    .contains(account);
        }
    }

    @Test
    void a_chart_with_mistakes_names_each_with_its_line() {
        List<Problem> problems = new ArrayList<>();
        ChartOfAccounts.accounts(Declaration.read("""
                accounts:
                  - {code: Bank, kind: asset, currency: EUR}
                  - {code: fees, kind: revenue, currency: EUR}
                  - {code: fees, kind: income, currency: euros}
                """, "accounts.yaml", problems));

        assertThat(problems).extracting(Problem::line).containsExactly(2, 3, 4);
    }

    @Test
    void money_is_written_as_its_currency_is() {
        assertThat(Money.of(1250, "EUR")).hasToString("12.50 EUR");
        assertThat(Money.of(500, "JPY")).hasToString("500 JPY");
        assertThatThrownBy(() -> Money.of(1, "XXX")).isInstanceOf(UnknownCurrency.class);
        assertThatThrownBy(() -> Money.of(1, "EUR").plus(Money.of(1, "CNY"))).isInstanceOf(MixedCurrencies.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Numbered<T> {
        T call(int number);
    }

    private static <T> List<T> atOnce(int threads, Numbered<T> work) throws Exception {
        var start = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = IntStream.range(0, threads)
                    .mapToObj(n -> executor.submit((Callable<T>) () -> {
                        await(start);
                        return work.call(n);
                    }))
                    .toList();
            start.countDown();
            var all = new ArrayList<T>();
            for (Future<T> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }
}
