// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.authority.Authority;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.testing.DatabaseOwner;
import polity.testing.Residents;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What the data base role of the desk sees of somebody: nothing, until the same transaction has recorded the access. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskSightTest {

    private static final UUID NOBODY = UUID.fromString("00000000-0000-7000-8000-000000000000");

    private final JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
    private final Transactions transactions = RunningPolity.part(Transactions.class);
    private final UUID unit = DatabaseOwner.ask(data ->
            data.sql("select id from authority.unit limit 1").query(UUID.class).single());
    private UUID person = NOBODY;

    @BeforeAll
    void haveOneOfEach() {
        var resident = Residents.withCarIn(Residents.zone(9));
        person = resident.person();
        var submission = new Submission(
                "residents-parking-permit",
                "apply",
                person,
                "Test Resident",
                Language.EN,
                UUID.randomUUID().toString(),
                Map.of(
                        "product",
                        "resident",
                        "registration",
                        resident.registration(),
                        "months",
                        "12",
                        "start",
                        LocalDate.now(ZoneId.of("Europe/London")).toString()),
                null);
        Received received =
                Zone.PUBLIC.call(() -> RunningPolity.part(Cases.class).submit(submission));
        UUID matter = ((Received.Case) received).id().value();
        UUID payment = DatabaseOwner.ask(data -> data.sql("select payment from cases.matter where id = ?")
                .param(matter)
                .query(UUID.class)
                .single());
        DatabaseOwner.change("insert into files.file (hash, bytes, kind) values (sha256('desk'), 4, 'pdf')"
                + " on conflict do nothing");
        DatabaseOwner.change("""
                insert into cases.attachment (matter, field, file, name, kind, bytes)
                values (?, 'plan', sha256('desk'), 'plan.pdf', 'pdf', 4)
                """, matter);
        DatabaseOwner.change("""
                with made as (
                  insert into documents.document
                    (code, number, kind, subject, template, language, holder, issued, valid_from, disclosed)
                  values (?, ?, 'test', ?, 'permit', 'en', ?, now(), date '2020-01-01', '[]')
                  returning id
                ), kept as (
                  insert into files.file (hash, bytes, kind) select sha256(uuid_send(id)), 1, 'pdf' from made returning hash
                ), file as (
                  insert into documents.rendition (document, file) select id, hash from made, kept
                )
                insert into documents.revocation (document, revoked, reason) select id, now(), 'revoked' from made
                """, UUID.randomUUID().toString(), "T-" + UUID.randomUUID(), matter, person);
        DatabaseOwner.change("""
                with refund as (
                  insert into payment.refund (payment, key, amount, reason, state, requested, due)
                  values (?, 'test', 1, 'Test', 'succeeded', now(), now())
                )
                insert into payment.event (provider, event, payment, reference, kind, body, occurred, received, effect)
                values ('test', ?, ?, 'p-test', 'succeeded', '{}', now(), now(), 'mismatch')
                """, payment, UUID.randomUUID().toString(), payment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cases.matter where applicant = :person",
                "cases.decision where matter in (select id from cases.matter where applicant = :person)",
                "cases.event where matter in (select id from cases.matter where applicant = :person)",
                "cases.attachment where file = sha256('desk')",
                "documents.document where holder = :person",
                "documents.issued where holder = :person",
                "documents.rendition where file = (select sha256(uuid_send(id)) from documents.document"
                        + " where holder = :person and kind = 'test')",
                "documents.revocation where document = (select id from documents.document"
                        + " where holder = :person and kind = 'test')",
                "payment.payment where payer = :person",
                "payment.refund where key = 'test' and reason = 'Test'",
                "payment.event where reference = 'p-test'"
            })
    void an_official_sees_nothing_of_somebody_before_the_access_is_recorded(String rows) {
        UUID official = UUID.randomUUID();
        var atWork = new Context(official, unit, "test");

        assertThat(seen(atWork, rows, List.of())).as("without a record").isZero();
        assertThat(seen(atWork, rows, List.of(NOBODY)))
                .as("with a record about somebody else")
                .isZero();
        assertThat(seen(Context.of(official, "test"), rows, List.of(person)))
                .as("for no unit")
                .isZero();
        assertThat(seen(atWork, rows, List.of(person))).as("with the record").isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "insert, reviewing.review",
        "insert, payment.refund",
        "update, payment.payment",
        "select, cases.waiting",
        "insert, cases.queue",
        "select, ledger.posting",
        "select, ledger.line"
    })
    void the_desk_may_do_no_more_than_officials_need(String what, String table) {
        boolean may =
                DatabaseOwner.ask(data -> data.sql("select has_any_column_privilege('polity_desk', ?::regclass, ?)")
                        .params(table, what)
                        .query(Boolean.class)
                        .single());

        assertThat(may).isFalse();
    }

    private long seen(Context context, String rows, List<UUID> recorded) {
        return Zone.DESK.call(() -> transactions.write(context, () -> {
            RunningPolity.part(Authority.class)
                    .recordAccess(null, recorded.stream().map(PersonId::new).toList());
            return Objects.requireNonNull(jdbc.sql("select count(*) from " + rows)
                    .param("person", person)
                    .query(Long.class)
                    .single());
        }));
    }
}
