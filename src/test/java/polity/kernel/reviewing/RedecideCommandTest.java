// SPDX-License-Identifier: Apache-2.0
package polity.kernel.reviewing;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import polity.kernel.accounts.Accounts;
import polity.kernel.cases.Cases;
import polity.kernel.cases.Received;
import polity.kernel.cases.Submission;
import polity.kernel.catalogue.Determination;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.testing.DatabaseOwner;
import polity.testing.OfferedPackage;
import polity.testing.Residents;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** Decisions that a running program has made are made again beside it, and whatever was changed afterwards is told. */
class RedecideCommandTest {

    private static final String SERVICE = "residents-parking-permit";

    private final List<String> said = new ArrayList<>();

    private int redecide(String... arguments) {
        said.clear();
        String data = RunningPolity.part(NodeSettings.class).data().toString();
        return RedecideCommand.run(
                List.of(arguments), Map.of("POLITY_DATA", data, "POLITY_TIMEZONE", "Europe/London"), said::add);
    }

    /** Mila lives in no zone: whatever she asks for is refused by the rules, and leaves no trace in a register. */
    private static Received.Case refused() {
        return refused("12");
    }

    private static Received.Case refused(String months) {
        UUID mila = Zone.JOBS.call(() -> RunningPolity.part(Transactions.class)
                .read(
                        Context.visitor("test"),
                        () -> RunningPolity.part(Accounts.class)
                                .withEmail("mila@demo.example")
                                .orElseThrow()
                                .value()));
        var answers = new HashMap<String, @Nullable Object>();
        answers.put("product", "resident");
        answers.put("registration", "NB23MIL");
        answers.put("months", months);
        answers.put(
                "start",
                LocalDate.ofInstant(RunningPolity.part(InstantSource.class).instant(), ZoneId.of("Europe/London"))
                        .toString());
        var submission = new Submission(
                SERVICE, "apply", mila, "Mila", Language.EN, UUID.randomUUID().toString(), answers, null);
        Received became = Zone.PUBLIC.call(() -> RunningPolity.part(Cases.class).submit(submission));
        assertThat(became).isInstanceOf(Received.Case.class);
        var received = (Received.Case) became;
        assertThat(received.outcome()).isEqualTo(Determination.Outcome.REFUSED);
        return received;
    }

    @Test
    void what_the_demonstration_decides_comes_out_the_same_again() {
        refused();

        int exit = redecide("--service", SERVICE);

        assertThat(said)
                .singleElement()
                .asString()
                .matches("[1-9]\\d* automatic decisions? made again.* none comes out .*");
        assertThat(exit).isZero();
    }

    @Test
    void times_of_day_and_working_days_come_out_the_same_again_and_tampered_ones_are_told() {
        OfferedPackage.offer("stall-days");
        Residents.Resident seller = Residents.in(Residents.zone(1));
        Map<String, @Nullable Object> answers = Map.of(
                "car",
                seller.registration(),
                "days",
                1,
                "more",
                0,
                "start",
                LocalDate.now(ZoneId.of("Europe/London")).plusDays(9).toString(),
                "opens",
                "05:30");
        var submission = new Submission(
                "stall-days",
                "apply",
                seller.person(),
                "Test Seller",
                Language.EN,
                UUID.randomUUID().toString(),
                answers,
                null);
        var received = (Received.Case)
                Zone.PUBLIC.call(() -> RunningPolity.part(Cases.class).submit(submission));
        UUID id = received.id().value();

        assertThat(redecide("--service", "stall-days")).isZero();
        assertThat(said).singleElement().asString().contains("none comes out otherwise");
        DatabaseOwner.change("update cases.matter set known = jsonb_set(known, '{working_days,notice}', '99'),"
                + " answers = jsonb_set(answers, '{opens}', '\"06:30\"') where id = '" + id + "'");
        assertThat(redecide("--service", "stall-days")).isEqualTo(1);
        assertThat(said)
                .anyMatch(line -> line.contains("answers.opens: 05:30, the record has 06:30"))
                .anyMatch(line -> line.matches(".*working_days.notice: \\d, the record has 99"));
        DatabaseOwner.change("delete from cases.decision where matter = '" + id + "'");
    }

    @Test
    void a_tampered_fee_inputs_or_answers_are_told_by_the_reference_of_their_case() {
        Received.Case received = refused();
        UUID id = received.id().value();

        told(received, "decision.fee: 5, now 0", "update cases.decision set fee = ? where matter = ?", 5, 0, id);
        told(
                received,
                "answers.months: 12, the record has 3",
                "update cases.matter set answers = jsonb_set(answers, '{months}', to_jsonb(?::text)) where id = ?",
                "3",
                "12",
                id);
        told(
                received,
                "results.Outcome: \"granted\", now \"refused\"",
                "update cases.decision set evaluation = jsonb_set(evaluation, '{results,Outcome}', to_jsonb(?::text)) where matter = ?",
                "granted",
                "refused",
                id);
    }

    @Test
    void who_alters_the_case_the_evaluation_and_the_decision_alike_is_told_by_the_log() {
        Received.Case received = refused("12");
        Received.Case other = refused("3");
        UUID id = received.id().value();
        // Each gets what is the other's, consistently; doing it once more undoes it.
        String exchange = """
                with decision as (
                  update cases.decision d set evaluation = o.evaluation, derivation = o.derivation, valid_to = o.valid_to
                  from cases.decision o where d.matter in (:one, :other) and o.matter in (:one, :other) and o.matter <> d.matter
                )
                update cases.matter m set answers = o.answers, known = o.known
                from cases.matter o where m.id in (:one, :other) and o.id in (:one, :other) and o.id <> m.id
                """.replace(":one", "'" + id + "'")
                .replace(":other", "'" + other.id().value() + "'");
        // exchange: written by this test
        DatabaseOwner.change(exchange);
        try {
            assertThat(redecide()).isEqualTo(1);
            assertThat(said).hasSize(5);
            assertThat(said.getFirst()).startsWith(received.reference());
            assertThat(said.get(1)).containsPattern("evaluation: [0-9a-f]{64}, the log was told [0-9a-f]{64}");
        } finally {
            DatabaseOwner.change(exchange);
        }
        assertThat(redecide()).isZero();
    }

    @Test
    void a_record_that_is_not_what_the_log_was_committed_to_is_told() {
        UUID id = refused().id().value();
        Zone.JOBS.run(() -> RunningPolity.parts(Job.class).stream()
                .filter(job -> job.name().equals("audit.sequence"))
                .forEach(Job::run));
        // Past the triggers too, which keep the log append-only.
        String alter = """
                set session_replication_role = replica;
                update audit.entry set content = convert_to(replace(convert_from(content, 'UTF8'), '%s', '%s'), 'UTF8')
                where subject = '{id}' and act = 'cases.decide'
                """.replace("{id}", id.toString());
        DatabaseOwner.change(alter.formatted("\"fee\":0", "\"fee\":7"));
        try {
            assertThat(redecide()).isEqualTo(1);
            assertThat(said.get(1)).contains("log: its record of the decision isn't the one that it was committed to");
        } finally {
            DatabaseOwner.change(alter.formatted("\"fee\":7", "\"fee\":0"));
        }
        assertThat(redecide()).isZero();
    }

    @Test
    void a_decision_that_the_log_knows_nothing_of_is_told() {
        Received.Case received = refused();
        UUID id = received.id().value();
        DatabaseOwner.change("""
                insert into cases.decision (matter, at, outcome, fee, refund, valid_from, valid_to, reasons, derivation,
                  evaluation)
                select matter, at + interval '1 hour', outcome, fee, refund, valid_from, valid_to, reasons, derivation,
                  evaluation from cases.decision where matter = ?
                """, id);
        try {
            assertThat(redecide()).isEqualTo(1);
            assertThat(said.get(1)).contains("log: it knows of no decision at this time");
        } finally {
            DatabaseOwner.change("""
                    delete from cases.decision d where matter = ?
                      and exists (select from cases.decision o where o.matter = d.matter and o.at < d.at)
                    """, id);
        }
    }

    private void told(Received.Case received, String expected, String change, Object wrong, Object right, UUID id) {
        // change: written by this test
        assertThat(DatabaseOwner.change(change, wrong, id)).isEqualTo(1);
        try {
            assertThat(redecide()).isEqualTo(1);
            assertThat(said.getFirst()).startsWith(received.reference() + " (" + SERVICE);
            assertThat(said.get(1)).contains(expected);
        } finally {
            DatabaseOwner.change(change, right, id);
        }
    }

    @Test
    void a_package_whose_rules_were_changed_afterwards_is_told() {
        Received.Case received = refused();
        UUID id = received.id().value();
        String swap = """
                update packages.package p set files = jsonb_set(files, '{rules.dmn}',
                  to_jsonb(replace(files ->> 'rules.dmn', ?, ?)))
                from cases.matter m where m.package = p.digest and m.id = ?
                """;
        // swap: written by this test
        assertThat(DatabaseOwner.change(swap, "name=\"Fee\"", "name=\"Fee\" ", id))
                .isEqualTo(1);
        try {
            assertThat(redecide()).isEqualTo(1);
            assertThat(said).anyMatch(line -> line.contains("is lost or was changed"));
        } finally {
            DatabaseOwner.change(swap, "name=\"Fee\" ", "name=\"Fee\"", id);
        }
        assertThat(redecide()).isZero();
    }

    @Test
    void only_those_of_a_service_or_since_a_day_are_made_again() {
        refused();

        assertThat(redecide("--service", "dog-licence")).isZero();
        assertThat(said).singleElement().asString().startsWith("0 automatic decisions");
        assertThat(redecide("--since", "2999-01-01")).isZero();
        assertThat(said).singleElement().asString().startsWith("0 automatic decisions");
    }

    @Test
    void what_it_is_not_asked_rightly_it_says() {
        assertThat(redecide("--since", "yesterday")).isEqualTo(2);
        assertThat(redecide("--since")).isEqualTo(2);
        assertThat(redecide("--all", "x")).isEqualTo(2);
    }
}
