// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import polity.kernel.calendar.TimeLimit;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.cases.ProcessedCases;
import polity.kernel.catalogue.Determination;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.Upload;
import polity.kernel.forms.Uploads;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What the rules leave open people find out, in a process; the rules then decide with what they have said. */
class DecidedByPeopleTest {

    private static final Requests REQUESTS = RunningPolity.part(Requests.class);
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    @Test
    void what_the_rules_can_decide_goes_to_nobody() {
        HandledCase plot = HandledCase.applied(10);

        assertThat(plot.view().status()).isEqualTo("issued");
        assertThat(plot.view().automatic()).isTrue();
    }

    @Test
    void what_they_leave_open_is_examined_and_then_granted_by_them() {
        HandledCase plot = HandledCase.applied(40).begun();
        assertThat(plot.view().status()).isEqualTo("under_review");
        assertThat(plot.open()).containsExactly("examine");

        plot.take("examine", Map.of("finding", "good", "note", "The soil is fine"));

        CaseView view = plot.view();
        assertThat(view.status()).isEqualTo("issued");
        assertThat(view.automatic()).isFalse();
        assertThat(view.explanation()).isEqualTo("The soil is fine");
        assertThat(view.documents().getFirst().number()).startsWith("ALLOTMENT-");
        assertThat(plot.open()).isEmpty();
    }

    @Test
    void it_is_refused_with_the_reasons_and_articles_that_the_rules_have() {
        HandledCase plot = HandledCase.applied(40).begun();

        plot.take("examine", Map.of("finding", "bad"));

        assertThat(plot.view().status()).isEqualTo("refused");
        assertThat(plot.view().decision().reasons())
                .containsExactly(new Determination.Reason("unsuitable", "allotment-order:6(1)"));
    }

    @Test
    void the_applicant_is_asked_for_all_that_is_missing_and_the_examination_goes_on_with_his_answer() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("tools"), "note", "Which tools?"));
        assertThat(plot.open()).containsExactly("supplement");
        assertThat(plot.view().events()).extracting(CaseView.Event::note).contains("Which tools?");

        assertThat(answer(plot, Map.of("tools", "Spade"))).isInstanceOf(Requests.Result.Taken.class);
        assertThat(state(plot)).isEqualTo(Task.State.ANSWERED);
        plot.until(
                "select exists (select from handling.task where matter = ? and step = 'examine' and state = 'open')",
                "deliveries");

        assertThat(said(plot))
                .extracting(Handling.Said::step, Handling.Said::answers)
                .last()
                .isEqualTo(org.assertj.core.groups.Tuple.tuple("supplement", Map.of("tools", "Spade")));
        plot.take("examine", Map.of("finding", "good"));
        assertThat(plot.view().status()).isEqualTo("issued");
    }

    @Test
    void what_is_asked_of_him_depends_on_what_the_official_says_is_missing() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("tools")));

        Map<String, @Nullable Object> known = REQUESTS.known(plot.view(), request(plot), Map.of());

        assertThat(form(plot).path(Map.of(), _ -> known)).hasSize(1);
        assertThat(form(plot)
                        .acceptAll(Map.of("tools", List.of("Spade")), _ -> known)
                        .right())
                .isTrue();
        assertThat(form(plot).acceptAll(Map.of(), _ -> known).errors())
                .extracting(error -> error.field())
                .containsExactly("tools");
    }

    @Test
    void what_officials_have_said_otherwise_stays_with_them() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("tools"), "note", "For the applicant"));

        assertThat(request(plot).steps()).isEqualTo(Map.of("examine", Map.of("lacks", List.of("tools"))));
    }

    @Test
    void he_answers_with_a_file_which_officials_have_too() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("plan")));
        FormDefinition form = form(plot);
        Context owner = Context.of(plot.applicant, "draft");
        Upload.Result kept = Zone.PUBLIC.call(() -> RunningPolity.part(Uploads.class)
                .receive(owner, form.page().orElseThrow(), "plan", "plan.png", new ByteArrayInputStream(PNG)));
        String file = ((Upload.Kept) kept).upload().file().hex();

        answer(plot, Map.of("plan", file));

        String name = Requests.attachment(plot.task("supplement"), "plan");
        CaseView view = plot.view();
        assertThat(view.files()).containsKey(name);
        assertThat(Zone.PUBLIC.call(() -> RunningPolity.part(Cases.class).file(view, name)))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(PNG));
    }

    @Test
    void a_file_that_nobody_has_uploaded_is_no_answer() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("plan")));

        assertThat(answer(plot, Map.of("plan", "0".repeat(64)))).isInstanceOf(Requests.Result.Misfit.class);
        assertThat(state(plot)).isEqualTo(Task.State.OPEN);
    }

    @Test
    void an_answer_is_taken_once_however_often_it_is_sent() throws Exception {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("tools")));
        Requests.Request request = request(plot);
        CaseView view = plot.view();
        Callable<Requests.Result> send = () -> Zone.PUBLIC.call(
                () -> REQUESTS.answer(plot.applicant, view, request, form(plot), Map.of("tools", "Spade")));

        List<Requests.Result> results;
        try (var clicks = Executors.newFixedThreadPool(3)) {
            results = clicks.invokeAll(List.of(send, send, send)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(results).containsOnlyOnce(new Requests.Result.Taken());
    }

    @Test
    void nobody_else_reads_or_answers_what_is_asked_of_an_applicant() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("tools")));
        Requests.Request request = request(plot);
        CaseView view = plot.view();
        HandledCase other = HandledCase.applied(40);

        assertThat(Zone.PUBLIC.call(() -> REQUESTS.find(other.applicant, view, request.task())))
                .isEmpty();
        assertThat(Zone.PUBLIC.call(
                        () -> REQUESTS.answer(other.applicant, view, request, form(plot), Map.of("tools", "Axe"))))
                .isInstanceOf(Requests.Result.TooLate.class);
        assertThat(plot.take("supplement", Map.of("tools", "Axe"))).isEqualTo(Task.Result.NO_SUCH_TASK);
    }

    @Test
    void who_does_not_answer_in_time_is_refused_for_that() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("tools")));

        plot.change("update handling.task set due = now() where matter = ? and step = ?", "supplement");
        plot.change("update handling.event set due = now(), again = now() where matter = ? and name = ?", "no_answer");
        assertThat(answer(plot, Map.of("tools", "Spade"))).isInstanceOf(Requests.Result.TooLate.class);
        plot.until("select status = 'refused' from cases.matter where id = ?", "time-limits");

        assertThat(plot.view().decision().reasons())
                .extracting(Determination.Reason::code)
                .containsExactly("not_supplemented");
    }

    @Test
    void an_answer_in_time_counts_though_its_time_runs_out_before_the_process_goes_on() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "missing", "lacks", List.of("tools")));
        answer(plot, Map.of("tools", "Spade"));
        plot.change("update handling.event set due = now(), again = now() where matter = ? and name = ?", "no_answer");

        plot.until(
                "select exists (select from handling.task where matter = ? and step = 'examine' and state = 'open')",
                "deliveries");

        assertThat(plot.view().status()).isEqualTo("under_review");
    }

    @Test
    void an_official_who_is_late_with_his_own_step_can_still_take_it() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.change("update handling.task set due = now() - interval '1 day' where matter = ? and step = ?", "examine");

        assertThat(plot.take("examine", Map.of("finding", "good"))).isEqualTo(Task.Result.TAKEN);
        assertThat(plot.view().status()).isEqualTo("issued");
    }

    @Test
    void more_time_is_added_to_that_of_the_step_before_and_the_derivation_says_so() {
        HandledCase plot = HandledCase.applied(40).begun();
        Task first = found(plot, "examine");
        plot.take("examine", Map.of("finding", "longer"));
        plot.take("agree", Map.of("agreed", true));

        Task longer = found(plot, "examine_longer");
        TimeLimit limit = Zone.DESK
                .call(() -> HandledCase.HANDLING.derivation(
                        HandledCase.official("examine"), plot.view().service(), longer))
                .orElseThrow();

        assertThat(longer.lastDay()).isEqualTo(limit.lastDay());
        assertThat(limit.lastDay()).isAfter(first.lastDay());
        assertThat(limit.extensions()).hasSize(1);
    }

    @Test
    void a_change_is_decided_on_the_entry_as_it_stands_by_then() {
        HandledCase plot = HandledCase.applied(10);
        HandledCase change = plot.asksFor("change").begun();

        change.take("agree", Map.of("agreed", true));

        assertThat(change.view().status()).isEqualTo("issued");
    }

    @Test
    void a_change_of_what_has_ended_meanwhile_is_refused() {
        HandledCase plot = HandledCase.applied(10);
        HandledCase change = plot.asksFor("change").begun();
        polity.testing.Residents.end(plot.entry(), HandledCase.now());

        change.take("agree", Map.of("agreed", true));

        assertThat(change.view().status()).isEqualTo("refused");
        assertThat(change.view().decision().reasons())
                .extracting(Determination.Reason::code)
                .containsExactly("ended");
    }

    @Test
    void silence_counts_at_the_decision_to_which_it_leads_at_once() {
        HandledCase plot = HandledCase.applied(10);
        HandledCase change = plot.asksFor("change").begun();

        change.change("update handling.task set due = now() where matter = ? and step = ?", "agree");
        change.change("update handling.event set due = now(), again = now() where matter = ? and name = ?", "no_word");
        change.until("select status = 'issued' from cases.matter where id = ?", "time-limits");

        assertThat(change.view().automatic()).isTrue();
    }

    @Test
    void what_the_rules_still_leave_open_an_official_decides_and_nobody_withdraws_it() {
        HandledCase plot = HandledCase.applied(40).begun();

        assertThat(plot.take("examine", Map.of("finding", "unclear"))).isEqualTo(Task.Result.TAKEN);

        assertThat(plot.view().status()).isEqualTo("under_review");
        assertThat(plot.view().withdrawable()).isFalse();
        plot.until("select count(*) = 1 from reviewing.review where matter = ?", "deliveries");
    }

    @Test
    void a_case_keeps_no_more_of_what_officials_have_said_than_its_effects_name() {
        HandledCase plot = HandledCase.applied(40).begun();

        plot.take("examine", Map.of("finding", "good", "note", "For colleagues only"));

        assertThat(plot.view().known().get("steps")).isEqualTo(Map.of("examine", Map.of()));
    }

    @Test
    void an_order_to_end_the_process_about_what_nobody_has_withdrawn_is_not_believed() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.asJob(() -> {
            RunningPolity.part(Outbox.class).publish(new ProcessedCases.Withdrawn(plot.matter.value()));
            return true;
        });
        plot.until(
                "select not exists (select from node.delivery where subscriber = 'handling.withdrawals') and ?::uuid is not null",
                "deliveries");

        assertThat(plot.open()).containsExactly("examine");
    }

    @Test
    void who_withdraws_what_is_undecided_ends_its_process_and_nobody_works_on_it_any_more() {
        HandledCase plot = HandledCase.applied(40).begun();
        var task = plot.task("examine");
        assertThat(plot.view().withdrawable()).isTrue();

        assertThat(withdraw(plot)).isTrue();
        plot.until("select ended is not null from handling.process where matter = ?", "deliveries");

        assertThat(plot.view().status()).isEqualTo("withdrawn");
        assertThat(plot.open()).isEmpty();
        assertThat(plot.take(task, "examine", Map.of("finding", "good"))).isEqualTo(Task.Result.TOO_LATE);
    }

    @Test
    void a_step_that_is_taken_just_after_a_withdrawal_decides_nothing() {
        HandledCase plot = HandledCase.applied(40).begun();
        withdraw(plot);

        plot.take("examine", Map.of("finding", "good"));

        assertThat(plot.view().status()).isEqualTo("withdrawn");
        assertThat(plot.view().documents()).isEmpty();
    }

    @Test
    void what_has_been_decided_is_not_withdrawn() {
        HandledCase plot = HandledCase.applied(40).begun();
        plot.take("examine", Map.of("finding", "bad"));

        assertThat(plot.view().withdrawable()).isFalse();
        assertThat(withdraw(plot)).isFalse();
    }

    private static boolean withdraw(HandledCase plot) {
        return Zone.PUBLIC.call(() -> HandledCase.CASES.withdraw(plot.applicant, plot.matter));
    }

    private static Task found(HandledCase plot, String step) {
        return Zone.DESK
                .call(() -> HandledCase.HANDLING.find(HandledCase.official(step), plot.task(step), (_, _) -> {}))
                .orElseThrow()
                .task();
    }

    private static List<Handling.Said> said(HandledCase plot) {
        return Zone.DESK
                .call(() ->
                        HandledCase.HANDLING.find(HandledCase.official("examine"), plot.task("examine"), (_, _) -> {}))
                .orElseThrow()
                .said();
    }

    private static Requests.Request request(HandledCase plot) {
        return Zone.PUBLIC
                .call(() -> REQUESTS.find(plot.applicant, plot.view(), plot.task("supplement")))
                .orElseThrow();
    }

    private static Task.State state(HandledCase plot) {
        return request(plot).state();
    }

    private static FormDefinition form(HandledCase plot) {
        var service = plot.view().service();
        return service.course()
                .map(course -> course.steps().get("supplement"))
                .flatMap(service::formOf)
                .orElseThrow();
    }

    private static Requests.Result answer(HandledCase plot, Map<String, @Nullable Object> answers) {
        return Zone.PUBLIC.call(() -> REQUESTS.answer(plot.applicant, plot.view(), request(plot), form(plot), answers));
    }
}
