// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.payment.PaymentSubject.Answer;
import polity.testing.OfferedPackage;
import polity.testing.Residents;
import polity.testing.Residents.Resident;

import static org.assertj.core.api.Assertions.assertThat;

/** Days of a zone, of which each case takes some: as many as there are, and never more, whoever asks at once. */
class SummedPlacesTest extends EntryActs {

    private final LocalDate start = LocalDate.now(ZoneId.of("Europe/London")).plusDays(30);
    private final String zone = Residents.zone(3);

    @BeforeAll
    static void offer() {
        OfferedPackage.offer("stall-days");
    }

    private Matter asked(Resident seller, long days, long more) {
        Map<String, @Nullable Object> answers = Map.of(
                "car", seller.registration(), "days", days, "more", more, "start", start.toString(), "opens", "18:30");
        return done(new Submission(
                "stall-days",
                "apply",
                seller.person(),
                "Test Seller",
                Language.EN,
                UUID.randomUUID().toString(),
                answers,
                null));
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "1, 3"})
    void of_many_at_once_no_more_is_granted_than_there_is_in_either_term(long days, long more) {
        List<Resident> sellers =
                IntStream.range(0, 6).mapToObj(_ -> Residents.in(zone)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Matter>> sent = sellers.stream()
                    .map(seller -> threads.submit(() -> asked(seller, days, more)))
                    .toList();

            // Ten days bear three times three.
            assertThat(sent.stream().map(each -> result(each).status()).sorted())
                    .containsExactly(
                            Moves.AWAITING_PAYMENT,
                            Moves.AWAITING_PAYMENT,
                            Moves.AWAITING_PAYMENT,
                            Moves.REFUSED,
                            Moves.REFUSED,
                            Moves.REFUSED);
        }
    }

    @Test
    void what_was_paid_counts_as_what_was_held_and_the_first_entry_is_that_of_the_case() {
        Resident seller = Residents.in(zone);
        Matter first = asked(seller, 6, 7);
        assertThat(asked(Residents.in(zone), 5, 0).status()).isEqualTo(Moves.REFUSED);

        assertThat(paid(first)).isEqualTo(Answer.KEEP);

        UUID entry = Objects.requireNonNull(now(first.id()).entry());
        assertThat(entry(entry).data())
                .containsEntry("number", first.reference())
                .containsEntry("months", 6L);
        assertThat(asked(Residents.in(zone), 5, 0).status()).isEqualTo(Moves.REFUSED);
        assertThat(asked(Residents.in(zone), 1, 4).status()).isEqualTo(Moves.REFUSED);
        assertThat(asked(Residents.in(zone), 4, 3).status()).isEqualTo(Moves.AWAITING_PAYMENT);
    }

    @Test
    void a_time_of_day_and_working_days_are_kept_with_the_case_and_typed_again() {
        Matter matter = asked(Residents.in(zone), 1, 0);

        assertThat(matter.answers()).containsEntry("opens", "18:30");
        assertThat(matter.known().get("working_days")).asString().matches("\\{notice=(19|20|21|22)}");
        CaseView view = Zone.PUBLIC.call(
                () -> cases.find(matter.applicant(), new CaseId(matter.id())).orElseThrow());
        assertThat(view.answers()).containsEntry("opens", LocalTime.of(18, 30));
        assertThat(view.known().get("answers")).asString().contains("opens=18:30");
    }

    private static Matter result(Future<Matter> sent) {
        try {
            return sent.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
