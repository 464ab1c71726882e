// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.identity.DraftAdoption;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/** Drafts, saved with each answer and resumed from any device; those that nobody touched for 30 days are removed. */
public final class Drafts implements DraftAdoption, Job {

    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};
    private static final String COLUMNS = "id, service, package, procedure, entry, answers, submission_key, changed";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Transactions transactions;

    Drafts(JdbcClient jdbc, JsonMapper json, Transactions transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.transactions = transactions;
    }

    /** Begins a draft of the context's actor. */
    public Draft begin(Context owner, String service, String packageDigest, String procedure, @Nullable UUID entry) {
        return transactions.write(
                owner,
                () -> jdbc.sql("""
                insert into forms.draft (owner, service, package, procedure, entry, answers, submission_key)
                values (node.actor(), ?, ?, ?, ?, '{}', uuidv7()::text)
                returning
                """ + COLUMNS)
                        .param(service)
                        .param(packageDigest)
                        .param(procedure)
                        .param(entry)
                        .query(this::draft)
                        .single());
    }

    /** A draft of the context's actor. */
    public Optional<Draft> find(Context owner, UUID id) {
        return transactions.read(
                owner,
                () -> jdbc.sql("select " + COLUMNS + " from forms.draft where id = ?")
                        .param(id)
                        .query(this::draft)
                        .optional());
    }

    /** The drafts of the context's actor in which anything was answered and that weren't sent, newest first, 20 at most. */
    public List<Draft> of(Context owner) {
        return transactions.read(
                owner,
                () -> jdbc.sql("select " + COLUMNS
                                + " from forms.draft where owner = node.actor() and answers <> '{}' and not sent"
                                + " order by changed desc limit 20")
                        .query(this::draft)
                        .list());
    }

    /** Keeps the answers; a draft that was removed meanwhile stays away. */
    public void save(Context owner, UUID id, Map<String, @Nullable Object> answers) {
        transactions.write(
                owner,
                () -> jdbc.sql("update forms.draft set answers = ?::jsonb, changed = now() where id = ?")
                        .params(json.writeValueAsString(FormDefinition.json(answers)), id)
                        .update());
    }

    /** Notes that a draft was sent; it stays for a while, so that who sends it again is led to the same case. */
    public void sent(Context owner, UUID id) {
        transactions.write(
                owner,
                () -> jdbc.sql("update forms.draft set sent = true where id = ?")
                        .param(id)
                        .update());
    }

    @Override
    public void adopt(UUID drafting, PersonId person) {
        jdbc.sql("select forms.adopt(?, ?)")
                .params(drafting, person.value())
                .query((_, _) -> true)
                .list();
    }

    @Override
    public String name() {
        return "draft-cleaning";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public long run() {
        return transactions.write(
                Context.visitor("draft-cleaning"),
                () -> jdbc.sql("delete from forms.draft where changed < now() - interval '30 days'")
                        .update());
    }

    private Draft draft(ResultSet row, int number) throws SQLException {
        return new Draft(
                row.getObject("id", UUID.class),
                row.getString("service"),
                row.getString("package"),
                row.getString("procedure"),
                row.getObject("entry", UUID.class),
                json.readValue(row.getString("answers"), MAP),
                row.getString("submission_key"),
                row.getObject("changed", OffsetDateTime.class).toInstant());
    }
}
