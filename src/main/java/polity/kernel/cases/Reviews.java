// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Determination;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;

/** Automatic decisions that somebody asked an official to look at. */
final class Reviews {

    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final Matters matters;
    private final Deciding deciding;
    private final Audit audit;
    private final Outbox outbox;

    Reviews(JdbcClient jdbc, Matters matters, Deciding deciding, Audit audit, Outbox outbox) {
        this.jdbc = jdbc;
        this.matters = matters;
        this.deciding = deciding;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Whether the latest decision is automatic, final and not yet looked at. */
    boolean possible(Matter matter, Matters.Decision latest) {
        return latest.decider() == null
                && latest.made().outcome() == Determination.Outcome.REFUSED
                && matter.status().equals(Deciding.REFUSED);
    }

    boolean ask(UUID applicant, UUID id, String grounds, Instant at) {
        Optional<Matter> matter = matters.lock(id);
        if (matter.isEmpty()) {
            return false;
        }
        Matters.Decision latest = matters.decisions(id).getLast();
        if (!possible(matter.get(), latest)) {
            return false;
        }
        try {
            jdbc.sql("insert into cases.review (matter, decision, unit, asked, grounds) values (?, ?, ?, ?, ?)")
                    .params(id, latest.id(), matter.get().unit(), Matters.time(at), grounds)
                    .update();
        } catch (DuplicateKeyException _) {
            return false;
        }
        Matter waiting = matter.get().standing(Deciding.UNDER_REVIEW);
        matters.move(waiting, at, applicant, "review-asked", grounds, false);
        audit.record(Act.of(at, "cases.ask-review", Effects.KIND, id).by(applicant));
        return true;
    }

    List<ReviewTask> open() {
        return jdbc.sql("""
                select r.id, m.id as matter, m.reference, m.service, m.applicant_name, r.asked, r.grounds
                from cases.review r join cases.matter m on m.id = r.matter
                left join cases.review_outcome o on o.review = r.id
                where o.review is null
                order by r.id limit ?
                """).param(MOST).query((row, _) -> task(row)).list();
    }

    Optional<ReviewTask> find(UUID review) {
        return jdbc.sql("""
                select r.id, m.id as matter, m.reference, m.service, m.applicant_name, r.asked, r.grounds
                from cases.review r join cases.matter m on m.id = r.matter
                where r.id = ?
                """).param(review).query((row, _) -> task(row)).optional();
    }

    ReviewTask.Result decide(Context official, UUID review, boolean uphold, String explanation, Instant at) {
        UUID decider = official.actor();
        Optional<ReviewTask> task = find(review);
        if (task.isEmpty() || decider == null) {
            return ReviewTask.Result.NO_SUCH_REVIEW;
        }
        UUID id = task.get().matter().value();
        Matter matter = matters.lock(id).orElseThrow(() -> new Effects.PackageLost("review", "its case"));
        int added = jdbc.sql("""
                insert into cases.review_outcome (review, at, official, upheld, explanation) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(review, Matters.time(at), decider, uphold, explanation)
                .update();
        if (added == 0) {
            return ReviewTask.Result.DECIDED_BEFORE;
        }
        Determination.Determined former = matters.decisions(id).getLast().made();
        matters.decide(id, at, decider, uphold ? former : granted(former), explanation);
        Matter moved = uphold ? matter.standing(Deciding.REFUSED) : deciding.grant(matter, granted(former), at);
        matters.move(moved, at, decider, uphold ? "review-upheld" : "review-changed", explanation, false);
        audit.record(Act.of(at, "cases.review", Effects.KIND, id)
                .by(decider)
                .onBehalfOf(matter.applicant())
                .inUnit(official.unit())
                .with("upheld", uphold));
        outbox.publish(new CaseStatusChanged(
                id, matter.service(), matter.reference(), moved.status(), matter.applicant(), matter.language()));
        return uphold ? ReviewTask.Result.UPHELD : ReviewTask.Result.CHANGED;
    }

    private static Determination.Determined granted(Determination.Determined former) {
        return new Determination.Determined(
                Determination.Outcome.GRANTED,
                former.fee(),
                former.refund(),
                former.from(),
                former.to(),
                List.of(),
                former.derivation(),
                "");
    }

    private static ReviewTask task(java.sql.ResultSet row) throws java.sql.SQLException {
        return new ReviewTask(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("matter", UUID.class)),
                row.getString("reference"),
                row.getString("service"),
                row.getString("applicant_name"),
                row.getObject("asked", OffsetDateTime.class).toInstant(),
                row.getString("grounds"));
    }
}
