// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.cases.CaseId;

/** The rows of what processes ask of applicants: the tasks without a unit. */
final class Enquiries {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Tasks tasks;

    Enquiries(JdbcClient jdbc, JsonMapper json, Tasks tasks) {
        this.jdbc = jdbc;
        this.json = json;
        this.tasks = tasks;
    }

    /** What an applicant is asked in a step of his case: the questions depend on what officials have said. */
    Optional<Requests.Request> asked(UUID matter, UUID task) {
        return jdbc.sql("""
                select step, last_day, asked, state from handling.task where id = ? and matter = ? and unit is null
                """)
                .params(task, matter)
                .query((row, _) -> new Requests.Request(
                        task,
                        row.getString("step"),
                        row.getObject("last_day", LocalDate.class),
                        json.readValue(row.getString("asked"), Tasks.MAP),
                        Tasks.state(row)))
                .optional();
    }

    /** Keeps what an applicant says in a step, if it was open and its time hadn't run out; the process goes on later. */
    boolean answer(UUID task, UUID applicant, Map<String, @Nullable Object> answers, Instant at) {
        return jdbc.sql("""
                update handling.task set state = 'answered', ended = :at, taker = :applicant, answers = :answers::jsonb
                where id = :task and unit is null and state = 'open' and (due > :at or not binding)
                """)
                        .param("at", Tasks.time(at))
                        .param("applicant", applicant)
                        .param("answers", json.writeValueAsString(answers))
                        .param("task", task)
                        .update()
                == 1;
    }

    /** A step that its applicant has taken, and its token. */
    record Answered(Handling.Said said, UUID token) {}

    /** Keeps that the process goes on with what its applicant has said; only once. */
    Optional<Answered> goOn(CaseId matter, UUID task) {
        return jdbc.sql("""
                update handling.task set state = 'taken'
                where id = ? and matter = ? and state = 'answered' returning token, step, answers
                """)
                .params(task, matter.value())
                .query((row, _) -> new Answered(tasks.said(row, task), row.getObject("token", UUID.class)))
                .optional();
    }
}
