// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.authority.Authority;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Effect;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;

/** Automatic decisions that somebody asked an official to look at. */
final class Reviews {

    static final String ASKED = "review-asked";

    private static final int MOST = 100;
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final JdbcClient jdbc;
    private final Matters matters;
    private final Deciding deciding;
    private final Effects effects;
    private final Catalogue catalogue;
    private final Authority authority;
    private final Audit audit;
    private final Outbox outbox;

    Reviews(
            JdbcClient jdbc,
            Matters matters,
            Deciding deciding,
            Effects effects,
            Catalogue catalogue,
            Authority authority,
            Audit audit,
            Outbox outbox) {
        this.jdbc = jdbc;
        this.matters = matters;
        this.deciding = deciding;
        this.effects = effects;
        this.catalogue = catalogue;
        this.authority = authority;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Whether the latest decision is automatic and one that an official looks at if its recipient asks. */
    boolean possible(Matter matter, Matters.Decision latest, ServicePackage service) {
        return latest.decider() == null
                && switch (latest.made().outcome()) {
                    case REFUSED -> matter.status().equals(Moves.REFUSED);
                    case GRANTED ->
                        service.term("review_period").isPresent()
                                && (matter.status().equals(Moves.ISSUED)
                                        || matter.status().equals(Moves.ENDING));
                    case WAITING, REVIEW -> false;
                };
    }

    boolean ask(UUID applicant, UUID id, @Nullable String grounds, Instant at) {
        Optional<Matter> matter = matters.lock(id);
        if (matter.isEmpty()) {
            return false;
        }
        Matters.Decision latest = matters.decisions(id).getLast();
        Optional<ServicePackage> service = catalogue.byDigest(matter.get().packageDigest());
        if (service.isEmpty() || !possible(matter.get(), latest, service.get())) {
            return false;
        }
        if (!matters.review(matter.get(), at, grounds)) {
            return false;
        }
        // What was granted holds in the meantime.
        Matter waiting = latest.made().outcome() == Determination.Outcome.GRANTED
                ? matter.get()
                : matter.get().standing(Moves.UNDER_REVIEW);
        matters.move(waiting, at, applicant, ASKED, grounds, false);
        audit.record(Act.of(at, "cases.ask-review", Effects.KIND, id).by(applicant));
        return true;
    }

    /** By when what waits for officials of these units is to be decided. */
    List<ReviewTask.Due> due(List<String> units) {
        return jdbc.sql("select service, asked, by_rules from cases.open_reviews(?, ?)")
                .params(units.toArray(String[]::new), MOST)
                .query((row, _) -> new ReviewTask.Due(
                        row.getString("service"),
                        row.getObject("asked", OffsetDateTime.class).toInstant(),
                        row.getBoolean("by_rules")))
                .list();
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

    /** Records that an official looks at all whom facts are about: the keeper of a vehicle needn't be the applicant. */
    void lookAtAll(Map<String, @Nullable Object> known) {
        authority.recordAccess(null, persons(known.get("facts")).map(PersonId::new).toList());
    }

    private static Stream<UUID> persons(@Nullable Object fact) {
        return switch (fact) {
            case Map<?, ?> entry ->
                // The entry's own id is none of a person.
                entry.entrySet().stream()
                        .filter(field -> !"id".equals(field.getKey()))
                        .flatMap(field -> persons(field.getValue()));
            case List<?> entries -> entries.stream().flatMap(Reviews::persons);
            case String text when UUIDS.matcher(text).matches() -> Stream.of(UUID.fromString(text));
            case null, default -> Stream.empty();
        };
    }

    private List<ReviewTask> tasks(List<UUID> reviews) {
        return jdbc.sql("""
                select r.id, m.id as matter, m.reference, m.service, m.applicant_name, r.asked, r.grounds,
                       d.outcome = 'review' as by_rules, o.review is not null as decided
                from cases.review r join cases.matter m on m.id = r.matter join cases.decision d on d.id = r.decision
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
        if (former.outcome() == Determination.Outcome.GRANTED) {
            return lookedAt(official, task.get(), matter, former, new Answer(grant, explanation, at));
        }
        Determination.Determined made = grant ? granted(matter, former) : refused(former);
        if (made == null) {
            return ReviewTask.Result.CANNOT_BE_GRANTED;
        }
        if (!answered(review, decider, new Answer(grant, explanation, at))) {
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
        outbox.publish(moved.changed());
        return grant ? ReviewTask.Result.CHANGED : ReviewTask.Result.UPHELD;
    }

    /** What an official says, and whether he changes the decision. */
    private record Answer(boolean changes, String explanation, Instant at) {}

    private boolean answered(UUID review, UUID decider, Answer answer) {
        return jdbc.sql("""
                insert into cases.review_outcome (review, at, official, upheld, explanation) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                        .params(
                                review,
                                Matters.time(answer.at()),
                                decider,
                                !answer.changes(),
                                answer.explanation())
                        .update()
                == 1;
    }

    /** Of what the rules have granted: it stands, or it is taken back and all that was paid for it goes back. */
    private ReviewTask.Result lookedAt(
            Context official, ReviewTask task, Matter matter, Determination.Determined former, Answer answer) {
        UUID decider = Objects.requireNonNull(official.actor());
        Instant at = answer.at();
        Optional<ServicePackage> service = catalogue.byDigest(matter.packageDigest());
        if (answer.changes() && !service.filter(found -> revocable(matter, found)).isPresent()) {
            return ReviewTask.Result.CANNOT_BE_GRANTED;
        }
        if (!answered(task.id(), decider, answer)) {
            return ReviewTask.Result.DECIDED_BEFORE;
        }
        Determination.Determined made = answer.changes() ? takenBack(former) : former;
        matters.decide(matter.id(), at, decider, made, answer.explanation());
        Matter now = matter;
        if (answer.changes()) {
            now = effects.takeBack(matter, service.orElseThrow(), made.refund(), at);
        }
        String event = answer.changes() ? "review-changed" : "review-upheld";
        matters.move(now, at, decider, event, null, false);
        audit.record(Act.of(at, "cases.review", Effects.KIND, matter.id())
                .by(decider)
                .onBehalfOf(matter.applicant())
                .inUnit(official.unit())
                .with("granted", !answer.changes()));
        outbox.publish(
                answer.changes()
                        ? now.changed()
                        : new ReviewTask.Upheld(
                                matter.id(),
                                matter.service(),
                                matter.procedure(),
                                matter.reference(),
                                matter.applicant()));
        return answer.changes() ? ReviewTask.Result.CHANGED : ReviewTask.Result.UPHELD;
    }

    /** Whether what was granted can be taken back: an entry of its own that still holds. */
    static boolean revocable(Matter matter, ServicePackage service) {
        return matter.entry() != null
                && matter.status().equals(Moves.ISSUED)
                && service.procedure(matter.procedure()).stream()
                        .flatMap(procedure ->
                                procedure.effects().getOrDefault(Determination.Outcome.GRANTED, List.of()).stream())
                        .anyMatch(Effect.Register.class::isInstance);
    }

    private static Determination.Determined takenBack(Determination.Determined former) {
        return new Determination.Determined(
                Determination.Outcome.REFUSED,
                0,
                former.fee(),
                former.from(),
                former.to(),
                List.of(),
                List.of(),
                former.evaluation());
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
                row.getBoolean("by_rules"),
                row.getBoolean("decided"));
    }
}
