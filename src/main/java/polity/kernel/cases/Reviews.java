// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.authority.Authority;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;

/** Automatic decisions that somebody asked an official to look at. */
final class Reviews {

    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final Matters matters;
    private final Deciding deciding;
    private final Catalogue catalogue;
    private final Authority authority;
    private final Audit audit;
    private final Outbox outbox;

    Reviews(
            JdbcClient jdbc,
            Matters matters,
            Deciding deciding,
            Catalogue catalogue,
            Authority authority,
            Audit audit,
            Outbox outbox) {
        this.jdbc = jdbc;
        this.matters = matters;
        this.deciding = deciding;
        this.catalogue = catalogue;
        this.authority = authority;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Whether the latest decision is automatic, final and not yet looked at. */
    boolean possible(Matter matter, Matters.Decision latest) {
        return latest.decider() == null
                && latest.made().outcome() == Determination.Outcome.REFUSED
                && matter.status().equals(Moves.REFUSED);
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
        if (!matters.review(matter.get(), at, grounds)) {
            return false;
        }
        Matter waiting = matter.get().standing(Moves.UNDER_REVIEW);
        matters.move(waiting, at, applicant, "review-asked", grounds, false);
        audit.record(Act.of(at, "cases.ask-review", Effects.KIND, id).by(applicant));
        return true;
    }

    /** What waits for officials of these units, the oldest first. */
    List<ReviewTask> open(List<String> units) {
        List<UUID[]> waiting = jdbc.sql("select review, matter from cases.open_reviews(?, ?)")
                .params(units.toArray(String[]::new), MOST)
                .query((row, _) -> new UUID[] {row.getObject(1, UUID.class), row.getObject(2, UUID.class)})
                .list();
        look(waiting.stream().map(each -> each[1]).toList());
        return tasks(waiting.stream().map(each -> each[0]).toList());
    }

    /** The unit that is responsible for a review. */
    Optional<String> unit(UUID review) {
        return jdbc.sql("select unit from cases.case_of_review(?)")
                .param(review)
                .query(String.class)
                .optional();
    }

    /** Whom a review concerns. */
    Set<PersonId> about(UUID review) {
        return matters.applicants(matter(review)).stream().map(PersonId::new).collect(Collectors.toUnmodifiableSet());
    }

    private List<UUID> matter(UUID review) {
        return jdbc.sql("select matter from cases.case_of_review(?)")
                .param(review)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    Optional<ReviewTask> find(UUID review) {
        look(matter(review));
        return tasks(List.of(review)).stream().findFirst();
    }

    /** Records whose cases are looked at; without that none is seen. */
    void look(List<UUID> cases) {
        if (!cases.isEmpty()) {
            authority.recordAccess(
                    null, matters.applicants(cases).stream().map(PersonId::new).toList());
        }
    }

    private List<ReviewTask> tasks(List<UUID> reviews) {
        return jdbc.sql("""
                select r.id, m.id as matter, m.reference, m.service, m.applicant_name, r.asked, r.grounds,
                       o.review is not null as decided
                from cases.review r join cases.matter m on m.id = r.matter
                left join cases.review_outcome o on o.review = r.id
                where r.id = any (?) order by r.id
                """)
                .param(reviews.toArray(UUID[]::new))
                .query((row, _) -> task(row))
                .list();
    }

    ReviewTask.Result decide(Context official, UUID review, boolean grant, String explanation, Instant at) {
        UUID decider = official.actor();
        Optional<ReviewTask> task = find(review);
        if (task.isEmpty() || decider == null) {
            return ReviewTask.Result.NO_SUCH_REVIEW;
        }
        UUID id = task.get().matter().value();
        Matter matter = matters.lock(id).orElseThrow(() -> new Effects.PackageLost("review", "its case"));
        Determination.Determined former = matters.decisions(id).getLast().made();
        Determination.Determined made = grant ? granted(matter, former) : refused(former);
        if (made == null) {
            return ReviewTask.Result.CANNOT_BE_GRANTED;
        }
        int added = jdbc.sql("""
                insert into cases.review_outcome (review, at, official, upheld, explanation) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(review, Matters.time(at), decider, !grant, explanation)
                .update();
        if (added == 0) {
            return ReviewTask.Result.DECIDED_BEFORE;
        }
        matters.decide(id, at, decider, made, explanation);
        Matter moved = grant ? deciding.grant(matter, made, at) : matter.standing(Moves.REFUSED);
        matters.move(moved, at, decider, grant ? "review-changed" : "review-upheld", null, false);
        audit.record(Act.of(at, "cases.review", Effects.KIND, id)
                .by(decider)
                .onBehalfOf(matter.applicant())
                .inUnit(official.unit())
                .with("granted", grant));
        outbox.publish(deciding.changed(moved, made, at));
        return grant ? ReviewTask.Result.CHANGED : ReviewTask.Result.UPHELD;
    }

    /** Fee, days and derivation are those that the rules name for the case that it is granted. */
    private Determination.@Nullable Determined granted(Matter matter, Determination.Determined former) {
        return catalogue
                .byDigest(matter.packageDigest())
                .flatMap(service -> service.granted(former.evaluation()))
                .orElse(null);
    }

    private static Determination.Determined refused(Determination.Determined former) {
        return new Determination.Determined(
                Determination.Outcome.REFUSED,
                0,
                0,
                former.from(),
                former.to(),
                former.reasons(),
                List.of(),
                former.evaluation());
    }

    private static ReviewTask task(java.sql.ResultSet row) throws java.sql.SQLException {
        return new ReviewTask(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("matter", UUID.class)),
                row.getString("reference"),
                row.getString("service"),
                row.getString("applicant_name"),
                row.getObject("asked", OffsetDateTime.class).toInstant(),
                row.getString("grounds"),
                row.getBoolean("decided"));
    }
}
