// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.cases.CaseId;
import polity.kernel.process.Standing;

/** The rows of processes: what they wait for. */
final class Tasks {

    static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Tasks(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A task before its case may be seen. */
    record Asked(UUID task, CaseId matter, String unit, String step) {}

    /** What waits for officials of these units, what is due first at the head. */
    List<Asked> open(List<String> units, int most) {
        return jdbc.sql("select task, matter, unit, step from handling.open(?, ?)")
                .params(units.toArray(String[]::new), most)
                .query(Tasks::asked)
                .list();
    }

    /** When what waits for officials of these units is due; absent where no time limit runs. */
    List<Optional<Instant>> due(List<String> units, int most) {
        return jdbc.sql("select nullif(due, 'infinity') from handling.open(?, ?)")
                .params(units.toArray(String[]::new), most)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .list();
    }

    Optional<Asked> find(UUID task) {
        return jdbc.sql("select task, matter, unit, step from handling.asked(?)")
                .param(task)
                .query(Tasks::asked)
                .optional();
    }

    private static Asked asked(ResultSet row, int number) throws SQLException {
        return new Asked(
                row.getObject("task", UUID.class),
                new CaseId(row.getObject("matter", UUID.class)),
                row.getString("unit"),
                row.getString("step"));
    }

    /** Those of them whose cases are looked at in this transaction, in the order in which they are due. */
    List<Task> read(List<UUID> tasks) {
        return jdbc.sql("""
                select t.id, t.matter, m.reference, t.service, m.applicant_name, t.step, t.unit, t.opened,
                       nullif(t.due, 'infinity') as due, t.last_day, t.binding, t.claimed,
                       t.state
                from handling.task t join cases.brief m on m.id = t.matter
                where t.id = any (?) order by t.due, t.id
                """)
                .param(tasks.toArray(UUID[]::new))
                .query(Tasks::task)
                .list();
    }

    private static Task task(ResultSet row, int number) throws SQLException {
        return new Task(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("matter", UUID.class)),
                row.getString("reference"),
                row.getString("service"),
                row.getString("applicant_name"),
                row.getString("step"),
                row.getString("unit"),
                row.getObject("opened", OffsetDateTime.class).toInstant(),
                instant(row.getObject("due", OffsetDateTime.class)),
                row.getObject("last_day", LocalDate.class),
                row.getBoolean("binding"),
                row.getObject("claimed", UUID.class),
                state(row));
    }

    /** When the process of a case last came to a step. */
    Optional<Instant> opened(CaseId matter, String step) {
        return jdbc.sql("select max(opened) from handling.task where matter = ? and step = ?")
                .params(matter.value(), step)
                .query((row, _) -> Optional.ofNullable(instant(row.getObject(1, OffsetDateTime.class))))
                .single();
    }

    /** What a case waits for, or waited for, as its applicant sees it. */
    List<Handling.Stage> story(UUID matter) {
        return jdbc.sql("""
                select id, step, unit, opened, last_day, state, ended, coalesce(ended >= due, false) as late
                from handling.task where matter = :matter
                order by opened, id
                """)
                .param("matter", matter)
                .query((row, _) -> new Handling.Stage(
                        row.getObject("id", UUID.class),
                        row.getString("step"),
                        row.getString("unit"),
                        row.getObject("opened", OffsetDateTime.class).toInstant(),
                        row.getObject("last_day", LocalDate.class),
                        state(row),
                        instant(row.getObject("ended", OffsetDateTime.class)),
                        row.getBoolean("late")))
                .list();
    }

    /** A process, locked until the transaction ends: it moves in one transaction at a time. */
    record Running(UUID id, CaseId matter) {}

    /** Whether a process about a case has begun, without waiting for whoever moves it. */
    boolean isBegun(CaseId matter) {
        return jdbc.sql("select exists (select from handling.process where matter = ?)")
                .param(matter.value())
                .query(Boolean.class)
                .single();
    }

    Optional<Running> lock(CaseId matter) {
        return jdbc.sql("select id, matter from handling.process where matter = ? for update")
                .param(matter.value())
                .query((row, _) -> new Running(row.getObject(1, UUID.class), new CaseId(row.getObject(2, UUID.class))))
                .optional();
    }

    void begin(UUID process, CaseId matter, @Nullable UUID entry, Instant at) {
        jdbc.sql("insert into handling.process (id, matter, entry, begun) values (?, ?, ?, ?)")
                .param(process)
                .param(matter.value())
                .param(entry)
                .param(time(at))
                .update();
    }

    /** The processes about an entry that wait for a message, and the places where they do. */
    List<Waiting> waitingFor(UUID entry, String message) {
        return jdbc.sql("""
                select e.id, e.matter from handling.process p
                join handling.event e on e.process = p.id and e.state = 'open' and e.message = ?
                where p.entry = ? and p.ended is null order by e.id
                """).params(message, entry).query(Tasks::waiting).list();
    }

    /** An event that a process waits for. */
    record Waiting(UUID event, CaseId matter) {}

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        return new Waiting(row.getObject("id", UUID.class), new CaseId(row.getObject("matter", UUID.class)));
    }

    /**
     * The time limits that have run out, those that waited longest first; each for one node. Their processes are locked, as
     * by whoever takes a step: who locked the event first would wait for him, and he for the event.
     */
    List<Waiting> due(Instant at, int most) {
        return jdbc.sql("""
                select e.id, e.matter from handling.event e join handling.process p on p.id = e.process
                where e.state = 'open' and e.again <= ?
                  and not exists (select from handling.task t where t.process = p.id and t.state = 'answered')
                order by e.again limit ? for update of p skip locked
                """).params(time(at), most).query(Tasks::waiting).list();
    }

    /** Looks at it later: it could not go on now. */
    void postpone(UUID event, Instant again) {
        jdbc.sql("update handling.event set tried = tried + 1, again = ? where id = ?")
                .params(time(again), event)
                .update();
    }

    /** Keeps that an official wants to take a task that is open, or, where it is he who did, that nobody does. */
    boolean claim(UUID task, UUID official, boolean wanted) {
        return jdbc.sql("""
                update handling.task set claimed = case when :wanted then :official::uuid end
                where id = :task and state = 'open' and (:wanted or claimed = :official)
                """)
                        .param("wanted", wanted)
                        .param("official", official)
                        .param("task", task)
                        .update()
                == 1;
    }

    /** Keeps that an official has taken a step, and returns its token, if it was open and its time hadn't run out. */
    Optional<UUID> take(UUID task, UUID official, Map<String, @Nullable Object> answers, Instant at) {
        return jdbc.sql("""
                update handling.task set state = 'taken', ended = :at, taker = :official, answers = :answers::jsonb
                where id = :task and state = 'open' and (due > :at or not binding) returning token
                """)
                .param("at", time(at))
                .param("official", official)
                .param("answers", json.writeValueAsString(answers))
                .param("task", task)
                .query(UUID.class)
                .optional();
    }

    Handling.Said said(ResultSet row, UUID task) throws SQLException {
        return new Handling.Said(task, row.getString("step"), json.readValue(row.getString("answers"), MAP));
    }

    static Task.State state(ResultSet row) throws SQLException {
        return Task.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    /** The time limit that an event is; none where it is a message. */
    Optional<String> limit(UUID event) {
        return jdbc.sql("select name from handling.event where id = ? and message is null")
                .param(event)
                .query(String.class)
                .optional();
    }

    /** Keeps that nobody has taken a step in time; says whether nobody has. */
    boolean silence(Running process, String step, Instant at) {
        jdbc.sql(
                        "update handling.task set state = 'dropped', ended = ? where process = ? and step = ? and state = 'open'")
                .params(time(at), process.id(), step)
                .update();
        return jdbc.sql("""
                select not exists (select from handling.task where process = ? and step = ? and state = 'answered')
                """).params(process.id(), step).query(Boolean.class).single();
    }

    /** Keeps that an event has happened, and returns its token, if it was still awaited. */
    Optional<UUID> happen(UUID event, Instant at) {
        return jdbc.sql("""
                update handling.event set state = 'happened', ended = ? where id = ? and state = 'open' returning token
                """).params(time(at), event).query(UUID.class).optional();
    }

    /** What a process was known to wait for, and under which ids that is kept. */
    Map<Standing.Token, UUID> awaited(UUID process) {
        var awaited = new HashMap<Standing.Token, UUID>();
        jdbc.sql("""
                select id, token, step as name from handling.task
                where process = :process and state in ('open', 'answered')
                union all
                select id, token, name from handling.event where process = :process and state = 'open'
                """).param("process", process).query(row -> {
            awaited.put(
                    new Standing.Token(row.getObject("token", UUID.class), row.getString("name")),
                    row.getObject("id", UUID.class));
        });
        return awaited;
    }

    /** Keeps that a process waits for these no longer. */
    void drop(Collection<UUID> gone, Instant at) {
        jdbc.sql("""
                with steps as (
                  update handling.task set state = 'dropped', ended = coalesce(ended, :at)
                  where id = any (:gone) and state in ('open', 'answered')
                )
                update handling.event set state = 'dropped', ended = :at where id = any (:gone) and state = 'open'
                """)
                .param("at", time(at))
                .param("gone", gone.toArray(UUID[]::new))
                .update();
    }

    /** By when something has to be done. */
    record Due(Instant at, LocalDate lastDay) {}

    /** A step that a process has come to. */
    record Step(
            Standing.Token token,
            @Nullable String unit,
            @Nullable Due due,
            boolean binding,
            @Nullable Map<String, @Nullable Object> asked) {}

    /** An event that a process has come to wait for. */
    record Event(
            Standing.Token token,
            @Nullable String message,
            @Nullable Due due) {}

    void open(Running process, String service, List<Step> steps, Instant at) {
        if (steps.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into handling.task
                  (token, process, matter, step, unit, service, opened, due, last_day, binding, asked)
                select token, :process, :matter, step, unit, :service, :at, coalesce(due, 'infinity'), last_day, binding,
                  asked::jsonb
                from unnest(:tokens::uuid[], :steps::text[], :units::text[], :due::timestamptz[], :days::date[],
                  :binding::boolean[], :asked::text[]) as t (token, step, unit, due, last_day, binding, asked)
                """)
                .param("process", process.id())
                .param("matter", process.matter().value())
                .param("service", service)
                .param("at", time(at))
                .param("tokens", steps.stream().map(each -> each.token().id()).toArray(UUID[]::new))
                .param(
                        "steps",
                        steps.stream().map(each -> each.token().element()).toArray(String[]::new))
                .param("units", steps.stream().map(Step::unit).toArray(String[]::new))
                .param("due", steps.stream().map(each -> text(each.due())).toArray(String[]::new))
                .param("days", steps.stream().map(each -> day(each.due())).toArray(String[]::new))
                .param("binding", steps.stream().map(Step::binding).toArray(Boolean[]::new))
                .param(
                        "asked",
                        steps.stream()
                                .map(each -> each.asked() == null ? null : json.writeValueAsString(each.asked()))
                                .toArray(String[]::new))
                .update();
    }

    void await(Running process, List<Event> events, Instant at) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into handling.event (token, process, matter, name, message, opened, due, again, last_day)
                select token, :process, :matter, name, message, :at, due, due, last_day
                from unnest(:tokens::uuid[], :names::text[], :messages::text[], :due::timestamptz[], :days::date[])
                  as t (token, name, message, due, last_day)
                """)
                .param("process", process.id())
                .param("matter", process.matter().value())
                .param("at", time(at))
                .param("tokens", events.stream().map(each -> each.token().id()).toArray(UUID[]::new))
                .param(
                        "names",
                        events.stream().map(each -> each.token().element()).toArray(String[]::new))
                .param("messages", events.stream().map(Event::message).toArray(String[]::new))
                .param("due", events.stream().map(each -> text(each.due())).toArray(String[]::new))
                .param("days", events.stream().map(each -> day(each.due())).toArray(String[]::new))
                .update();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable String text(@Nullable Due due) {
        return due == null ? null : due.at().toString();
    }

    private static @Nullable String day(@Nullable Due due) {
        return due == null ? null : due.lastDay().toString();
    }

    void end(UUID process, Instant at) {
        jdbc.sql("update handling.process set ended = ? where id = ?")
                .params(time(at), process)
                .update();
    }

    /**
     * What was said in the steps of the process of a case, in the order in which they were taken; nothing in those that ended
     * because nobody took them in time.
     */
    List<Handling.Said> said(CaseId matter) {
        return jdbc.sql("""
                select id, step, coalesce(answers, '{}') as answers from handling.task
                where matter = ? and (state = 'taken' or state = 'dropped' and binding and ended >= due) order by ended, id
                """)
                .param(matter.value())
                .query((row, _) -> said(row, row.getObject("id", UUID.class)))
                .list();
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
