// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.accounts.Accounts;
import polity.kernel.identity.Caller;
import polity.kernel.identity.Identity;
import polity.kernel.identity.Person;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.DatabaseOwner;
import polity.testing.RunningPolity;
import polity.testing.StatementCounter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuthorityTest {

    private final JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
    private final Transactions transactions = RunningPolity.part(Transactions.class);
    private final Authority authority = RunningPolity.part(Authority.class);
    private final Accounts accounts = RunningPolity.part(Accounts.class);
    private final Identity identity = RunningPolity.part(Identity.class);

    private PersonId person(String email) {
        return Zone.JOBS.call(() -> transactions.read(
                Context.visitor("test"), () -> accounts.withEmail(email).orElseThrow()));
    }

    private static Caller caller(PersonId person, Zone zone) {
        return new Caller(person, UUID.randomUUID(), zone, "", null, "/desk");
    }

    private UUID unit(String code) {
        return Zone.JOBS.call(() -> transactions.read(
                Context.visitor("test"),
                () -> authority.unit(code).orElseThrow().id()));
    }

    @Test
    void navigation_reads_once_who_may_do_what_however_many_places_it_has() {
        PersonId hugo = person("hugo@demo.example");
        Runnable asked = () -> Zone.DESK.run(() -> transactions.read(Context.of(hugo.value(), "test"), () -> {
            var permits = authority.permits(hugo);
            assertThat(permits.test("decide:parking-permit", List.of("parking")))
                    .isTrue();
            assertThat(permits.test("decide:parking-permit", List.of("elsewhere")))
                    .isFalse();
            return permits.test("decide:unicorn", List.of("parking"));
        }));
        asked.run();

        assertThat(StatementCounter.during(asked))
                .as("the context and the epoch")
                .hasSize(2);
    }

    @Test
    void an_official_may_do_what_his_post_carries_and_nobody_else_may() {
        Subject matter = Subject.of("case", "1").in(unit("parking"));
        Caller hugo = caller(person("hugo@demo.example"), Zone.DESK);
        Caller petra = caller(person("petra@demo.example"), Zone.DESK);
        Caller clara = caller(person("clara@demo.example"), Zone.DESK);
        Zone.DESK.run(() -> {
            assertThat(transactions.write(
                            hugo.context("test"), () -> authority.require(hugo, "decide:parking-permit", matter)))
                    .isEqualTo(unit("parking"));
            for (Caller other : List.of(petra, clara)) {
                assertThatThrownBy(() -> transactions.write(
                                other.context("test"), () -> authority.require(other, "decide:parking-permit", matter)))
                        .isInstanceOf(Refused.class);
            }
            assertThatThrownBy(() -> transactions.write(
                            hugo.context("test"),
                            () -> authority.require(
                                    hugo, "decide:parking-permit", matter.concerning(Set.of(hugo.signedIn())))))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Verdict.Reason.OWN_MATTER));
        });
    }

    @Test
    void the_public_zone_permits_nothing_for_the_authority() {
        Caller mayor = caller(person("maya@demo.example"), Zone.PUBLIC);
        Zone.PUBLIC.run(() -> assertThat(transactions.read(
                        mayor.context("test"),
                        () -> authority.permitted(mayor, "decide:case", Subject.of("case", "1"))))
                .isFalse());
    }

    @Test
    void whoever_is_dismissed_may_nothing_from_that_commit_on() {
        PersonId omar = person("omar@demo.example");
        Caller caller = caller(omar, Zone.DESK);
        UUID appointment = appoint(omar, "parking-clerk");
        Subject matter = Subject.of("case", "1").in(unit("parking"));
        Zone.DESK.run(() -> assertThat(transactions.read(
                        caller.context("test"), () -> authority.permitted(caller, "work:case", matter)))
                .isTrue());
        assertThat(new Browsing(Zone.DESK)
                        .signIn("omar@demo.example", Browsing.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        dismiss(appointment);
        Zone.DESK.run(() -> assertThat(transactions.read(
                        caller.context("test"), () -> authority.permitted(caller, "work:case", matter)))
                .isFalse());
        assertThat(new Browsing(Zone.DESK)
                        .signIn("omar@demo.example", Browsing.PASSWORD)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_dismissal_waits_for_the_act_that_was_permitted_before_it() throws ExecutionException, InterruptedException {
        PersonId chen = person("chen@demo.example");
        Caller caller = caller(chen, Zone.DESK);
        UUID appointment = appoint(chen, "parking-clerk");
        Subject matter = Subject.of("case", "2").in(unit("parking"));
        var permitted = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var act = CompletableFuture.supplyAsync(
                    () -> Zone.DESK.call(() -> transactions.write(caller.context("test"), () -> {
                        authority.require(caller, "work:case", matter);
                        permitted.countDown();
                        await(goOn);
                        return jdbc.sql("select clock_timestamp()")
                                .query(String.class)
                                .single();
                    })),
                    threads);
            permitted.await();
            var dismissal = CompletableFuture.runAsync(() -> dismiss(appointment), threads);
            DatabaseOwner.ask(owner -> {
                // Until the dismissal is seen to wait for the lock that the act holds.
                while (!dismissal.isDone()
                        && owner.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                        .query(Long.class)
                                        .single()
                                == 0) {
                    Thread.onSpinWait();
                }
                return true;
            });
            assertThat(dismissal.isDone()).isFalse();
            goOn.countDown();
            act.get();
            dismissal.get();
        }
        Zone.DESK.run(() -> assertThatThrownBy(() -> transactions.write(
                        caller.context("test"), () -> authority.require(caller, "work:case", matter)))
                .isInstanceOf(Refused.class));
    }

    @Test
    void an_appointment_that_was_rolled_back_leaves_nothing_in_memory() {
        PersonId clara = person("clara@demo.example");
        Caller caller = caller(clara, Zone.JOBS);
        Subject matter = Subject.of("case", "3").in(unit("parking"));
        Zone.JOBS.run(() -> {
            assertThatThrownBy(() -> transactions.write(Context.visitor("test"), () -> {
                        authority.appoint(clara, "parking-clerk", null);
                        assertThat(authority.permitted(caller, "work:case", matter))
                                .isTrue();
                        throw new Interrupted();
                    }))
                    .isInstanceOf(Interrupted.class);
            assertThat(transactions.read(
                            Context.visitor("test"), () -> authority.permitted(caller, "work:case", matter)))
                    .isFalse();
        });
    }

    @Test
    void an_official_sees_a_persons_name_only_after_saying_why_and_the_person_sees_that() {
        PersonId citizen = person("omar@demo.example");
        PersonId other = person("clara@demo.example");
        PersonId petra = person("petra@demo.example");
        String purpose = "look:" + UUID.randomUUID();
        Zone.DESK.run(() -> {
            var context = new Context(petra.value(), unit("parking"), purpose);
            assertThat(transactions.read(context, () -> identity.person(citizen)))
                    .isEmpty();
            assertThat(transactions.write(context, () -> {
                        authority.recordAccess("parking-order:7(1)", List.of(citizen));
                        assertThat(identity.person(other)).isEmpty();
                        assertThat(jdbc.sql("select authority.access_recorded()")
                                        .query(Boolean.class)
                                        .single())
                                .isTrue();
                        return identity.persons(List.of(citizen, other)).values();
                    }))
                    .containsOnly(new Person(citizen, "Omar Ordinary", true, "en"));
            assertThat(transactions.read(context, () -> identity.person(citizen)))
                    .as("the record of one transaction opens no other")
                    .isEmpty();
            assertThatThrownBy(() -> jdbc.sql("select persons from authority.access_record")
                            .query(String.class)
                            .list())
                    .hasStackTraceContaining("permission denied");
        });
        assertThat(Browsing.signedIn(Zone.PUBLIC, "omar@demo.example")
                        .get("/account/access")
                        .body())
                .contains(purpose, "Parking permits", "href=\"/law/parking-order/7#p1\"");
        assertThat(Browsing.signedIn(Zone.PUBLIC, "clara@demo.example")
                        .get("/account/access")
                        .body())
                .doesNotContain(purpose);
    }

    @Test
    void nobody_writes_an_access_record_in_somebody_elses_name() {
        PersonId citizen = person("clara@demo.example");
        PersonId petra = person("petra@demo.example");
        Zone.DESK.run(() -> assertThatThrownBy(() -> transactions.write(
                        Context.of(petra.value(), "test"),
                        () -> jdbc.sql(
                                        "insert into authority.access_record (reader, purpose, persons) values (?, 'x', array[?])")
                                .params(citizen.value(), citizen.value())
                                .update()))
                .hasStackTraceContaining("row-level security"));
    }

    private UUID appoint(PersonId person, String post) {
        return Zone.JOBS.call(
                () -> transactions.write(Context.visitor("test"), () -> authority.appoint(person, post, null)));
    }

    private void dismiss(UUID appointment) {
        Zone.JOBS.run(() -> transactions.write(Context.visitor("test"), () -> authority.dismiss(appointment, null)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
