// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.catalogue.Counted;
import polity.kernel.catalogue.Determination;
import polity.kernel.forms.FormDefinition;

/** The rows of cases. */
final class Matters {

    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};
    private static final String COLUMNS = """
            id, reference, service, package, procedure, unit, applicant, applicant_name, language, submission_digest,
            submitted, status, answers, known, entry, entry_version, payment
            """;
    private static final String DECISION = """
            id, at, decider, outcome, fee, refund, valid_from, valid_to, reasons, derivation, evaluation, explanation
            """;

    private static final String NEW = """
            insert into cases.matter (id, reference, service, package, procedure, unit, applicant, applicant_name,
              language, submission_key, submission_digest, submitted, status, answers, known, entry, entry_version, payment,
              changed)
            values (:id, :reference, :service, :package, :procedure, :unit, :applicant, :name, :language, :key,
              :digest, :at, :status, :answers::jsonb, :known::jsonb, :entry, :version, :payment, :at)
            """;
    private static final String DECIDED = """
            with decision as (
              insert into cases.decision (matter, at, outcome, fee, refund, valid_from, valid_to, reasons, derivation,
                evaluation)
              values (:id, :at, :outcome, :fee, :refund, :from, :to, :reasons::jsonb, :derivation::jsonb,
                :evaluation::jsonb)
            ), event as (
              insert into cases.event (matter, at, actor, kind)
              values (:id, :at, :applicant, 'submitted'), (:id, :at, null, :outcome)
            )
            insert into cases.hold (matter, limit_name, key, until, amount)
            select :id, l, k, :until, max(a) from unnest(:limits::text[], :keys::text[], :takes::bigint[]) as t (l, k, a)
            group by l, k
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Matters(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Matter> byKey(UUID applicant, String key) {
        return one("where applicant = ? and submission_key = ?", applicant, key);
    }

    Optional<Matter> find(UUID id) {
        return one("where id = ?", id);
    }

    Optional<Matter> lock(UUID id) {
        return one("where id = ? for update", id);
    }

    private Optional<Matter> one(String which, Object... params) {
        // sql: a constant that names the columns which are compared
        return jdbc.sql("select " + COLUMNS + " from cases.matter " + which)
                .params(params)
                .query(this::matter)
                .optional();
    }

    /** Keeps a new case. */
    void begin(Matter matter, String key) {
        begun(NEW, matter, key).update();
    }

    /**
     * Keeps a new case, its decision and the places that it holds. Two statements in one round trip: row-level security
     * looks for the case of a decision, and a statement doesn't see what it inserts itself.
     */
    void insert(Matter matter, String key, Determination.Determined decided, List<Counted> holds, Instant until) {
        made(begun(NEW + ";" + DECIDED, matter, key), decided)
                .param("evaluation", decided.evaluation())
                .param("until", time(until))
                .param("limits", Places.column(holds, Counted::places))
                .param("keys", Places.column(holds, Counted::key))
                .param("takes", Places.takes(holds))
                .update();
    }

    private JdbcClient.StatementSpec made(JdbcClient.StatementSpec statement, Determination.Determined decided) {
        return statement
                .param("outcome", decided.outcome().word())
                .param("fee", decided.fee())
                .param("refund", decided.refund())
                .param("from", decided.from())
                .param("to", decided.to())
                .param("reasons", json.writeValueAsString(decided.reasons()))
                .param("derivation", json.writeValueAsString(decided.derivation()));
    }

    private JdbcClient.StatementSpec begun(String sql, Matter matter, String key) {
        // sql: one of the constants above
        return jdbc.sql(sql)
                .param("id", matter.id())
                .param("reference", matter.reference())
                .param("service", matter.service())
                .param("package", matter.packageDigest())
                .param("procedure", matter.procedure())
                .param("unit", matter.unit())
                .param("applicant", matter.applicant())
                .param("name", matter.applicantName())
                .param("language", matter.language())
                .param("key", key)
                .param("digest", matter.submissionDigest())
                .param("at", time(matter.submitted()))
                .param("status", matter.status())
                .param("answers", written(matter.answers()))
                .param("known", written(matter.known()))
                .param("entry", matter.entry())
                .param("version", matter.version())
                .param("payment", matter.payment());
    }

    /**
     * Another decision on a case, by an official or, where there is none, by the rules.
     *
     * @param byRules whether they came to it, so that how they did is kept
     */
    void decide(
            UUID matter,
            Instant at,
            @Nullable UUID official,
            Determination.Determined decided,
            @Nullable String explanation,
            boolean byRules) {
        made(jdbc.sql("""
                insert into cases.decision (matter, at, decider, outcome, fee, refund, valid_from, valid_to, reasons,
                  derivation, evaluation, explanation)
                values (:matter, :at, :official, :outcome, :fee, :refund, :from, :to, :reasons::jsonb,
                  :derivation::jsonb, :evaluation::jsonb, :explanation)
                """).param("matter", matter).param("at", time(at)).param("official", official), decided)
                .param("evaluation", byRules ? decided.evaluation() : null)
                .param("explanation", explanation)
                .update();
    }

    /** What is asked and known by now, where a case is decided again, and the version of the entry that it then works on. */
    void ask(Matter matter) {
        jdbc.sql("update cases.matter set answers = ?::jsonb, known = ?::jsonb, entry_version = ? where id = ?")
                .param(written(matter.answers()))
                .param(written(matter.known()))
                .param(matter.version())
                .param(matter.id())
                .update();
    }

    /** The next number of the series, which nothing else gets. */
    long serial() {
        return jdbc.sql("select nextval('cases.serial')").query(Long.class).single();
    }

    /**
     * Moves a case to where it now stands, says what happened and gives up what it held, in one statement; what somebody
     * else waits for is looked at soon.
     */
    void move(Matter matter, Instant at, @Nullable UUID actor, String event, @Nullable String note, boolean release) {
        jdbc.sql("""
                with moved as (
                  update cases.matter set status = :status, entry = :entry, payment = :payment, changed = :at
                  where id = :id
                ), released as (
                  delete from cases.hold where matter = :id and :release returning limit_name, key
                ), freed as (
                  update cases.queue q set due = :at from released r
                  where q.limit_name = r.limit_name and q.key = r.key
                )
                insert into cases.event (matter, at, actor, kind, note) values (:id, :at, :actor, :event, :note)
                """)
                .param("id", matter.id())
                .param("status", matter.status())
                .param("entry", matter.entry())
                .param("payment", matter.payment())
                .param("at", time(at))
                .param("release", release)
                .param("actor", actor)
                .param("event", event)
                .param("note", note)
                .update();
    }

    /** The latest decision on a case, if what it holds places for hasn't run out. */
    Optional<Decision> payable(UUID matter, Instant at) {
        return jdbc.sql("select " + DECISION + """
                from cases.decision where matter = :matter
                and not exists (select from cases.hold where matter = :matter and until <= :at)
                order by id desc limit 1
                """)
                .param("matter", matter)
                .param("at", time(at))
                .query((row, _) -> decision(row))
                .optional();
    }

    /** The payments for an entry, of which some goes back when it ends early: the first one first. */
    List<UUID> paymentsFor(UUID entry) {
        return jdbc.sql("""
                select payment from cases.matter where entry = ? and payment is not null order by id
                """)
                .param(entry)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The first case about an entry. */
    Optional<Matter> first(UUID entry) {
        return one("where entry = ? order by id limit 1", entry);
    }

    /** Whose cases these are; may be asked before it is recorded that somebody looks at them. */
    List<UUID> applicants(List<UUID> matters) {
        return jdbc.sql("select cases.applicants(?)")
                .param(matters.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Says what happened with a case that stays where it is. */
    void tell(UUID matter, Instant at, @Nullable UUID actor, String event, @Nullable String note) {
        jdbc.sql("insert into cases.event (matter, at, actor, kind, note) values (?, ?, ?, ?, ?)")
                .param(matter)
                .param(time(at))
                .param(actor)
                .param(event)
                .param(note)
                .update();
    }

    /** Says in the other cases about what somebody holds what was done with it by this one; they end where it ends. */
    void tellOthers(Matter by, String status, Instant at) {
        jdbc.sql("""
                with ending as (
                  update cases.matter set status = :status, changed = :at
                  where :status = 'ending' and entry = :entry and id <> :by and status = 'issued'
                )
                insert into cases.event (matter, at, actor, kind, note)
                select id, :at, null, :event, :note from cases.matter
                where entry = :entry and id <> :by and status in ('issued', 'ending')
                """)
                .param("status", status)
                .param("at", time(at))
                .param("event", by.procedure())
                .param("note", by.reference())
                .param("entry", by.entry())
                .param("by", by.id())
                .update();
    }

    List<Decision> decisions(UUID matter) {
        return jdbc.sql("select " + DECISION + " from cases.decision where matter = ? order by id")
                .param(matter)
                .query((row, _) -> decision(row))
                .list();
    }

    List<CaseView.Event> events(UUID matter) {
        return jdbc.sql("select at, kind, note from cases.event where matter = ? order by id")
                .param(matter)
                .query((row, _) -> new CaseView.Event(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("kind"),
                        row.getString("note")))
                .list();
    }

    /** The cases about an entry, newest first. */
    List<CaseView.Line> about(UUID entry, int most) {
        return jdbc.sql("""
                select id, reference, service, procedure, status, submitted from cases.matter
                where entry = ? order by id desc limit ?
                """).params(entry, most).query((row, _) -> line(row)).list();
    }

    /**
     * A case in a list, with what tells it apart from others.
     *
     * @param to the last day that the latest decision names
     */
    record Listed(
            CaseView.Line line,
            Map<String, @Nullable Object> answers,
            @Nullable Map<String, @Nullable Object> entry,
            @Nullable LocalDate to) {}

    List<Listed> of(UUID applicant, @Nullable UUID before, int most) {
        return jdbc.sql("""
                select m.id, m.reference, m.service, m.procedure, m.status, m.submitted, m.answers, m.known -> 'entry' as held,
                       (select d.valid_to from cases.decision d where d.matter = m.id order by d.id desc limit 1) as valid_to
                from cases.matter m
                where m.applicant = :applicant and (:before::uuid is null or m.id < :before::uuid)
                order by m.id desc limit :most
                """)
                .param("applicant", applicant)
                .param("before", before)
                .param("most", most)
                .query((row, _) -> listed(row))
                .list();
    }

    private Listed listed(ResultSet row) throws SQLException {
        String held = row.getString("held");
        return new Listed(
                line(row),
                json.readValue(row.getString("answers"), MAP),
                held == null || held.equals("null") ? null : json.readValue(held, MAP),
                row.getObject("valid_to", LocalDate.class));
    }

    private static CaseView.Line line(ResultSet row) throws SQLException {
        return new CaseView.Line(
                new CaseId(row.getObject("id", UUID.class)),
                row.getString("reference"),
                row.getString("service"),
                row.getString("procedure"),
                row.getString("status"),
                row.getObject("submitted", OffsetDateTime.class).toInstant(),
                null,
                null);
    }

    /** A decision as it was made. */
    record Decision(
            UUID id,
            Instant at,
            @Nullable UUID decider,
            Determination.Determined made,
            @Nullable String explanation) {}

    private Decision decision(ResultSet row) throws SQLException {
        String evaluation = row.getString("evaluation");
        return new Decision(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("decider", UUID.class),
                new Determination.Determined(
                        Determination.Outcome.valueOf(row.getString("outcome").toUpperCase(java.util.Locale.ROOT)),
                        row.getLong("fee"),
                        row.getLong("refund"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class),
                        Arrays.asList(json.readValue(row.getString("reasons"), Determination.Reason[].class)),
                        Arrays.asList(json.readValue(row.getString("derivation"), Determination.Step[].class)),
                        evaluation == null ? "" : evaluation),
                row.getString("explanation"));
    }

    private Matter matter(ResultSet row, int number) throws SQLException {
        return new Matter(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getString("service"),
                row.getString("package"),
                row.getString("procedure"),
                row.getString("unit"),
                row.getObject("applicant", UUID.class),
                row.getString("applicant_name"),
                row.getString("language"),
                row.getString("submission_digest"),
                row.getObject("submitted", OffsetDateTime.class).toInstant(),
                row.getString("status"),
                json.readValue(row.getString("answers"), MAP),
                json.readValue(row.getString("known"), MAP),
                row.getObject("entry", UUID.class),
                row.getObject("entry_version", Integer.class),
                row.getObject("payment", UUID.class));
    }

    private String written(Map<String, @Nullable Object> values) {
        return json.writeValueAsString(FormDefinition.json(values));
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
