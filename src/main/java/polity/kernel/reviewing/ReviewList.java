// SPDX-License-Identifier: Apache-2.0
package polity.kernel.reviewing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.Cases;

/** What officials were asked to look at, and what became of it. */
final class ReviewList implements Cases.Referral {

    private final JdbcClient jdbc;

    ReviewList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean refer(CaseId matter, String unit, Instant at, @Nullable String grounds) {
        return jdbc.sql("""
                insert into reviewing.review (matter, decision, unit, asked, by_rules, grounds)
                select matter, id, :unit, :at, outcome = 'review', :grounds
                from cases.latest_decision where matter = :matter
                on conflict do nothing
                """)
                        .param("matter", matter.value())
                        .param("unit", unit)
                        .param("at", time(at))
                        .param("grounds", grounds)
                        .update()
                == 1;
    }

    /** A review before its case may be seen: what it is about, and the unit that is responsible. */
    record Asked(UUID review, CaseId matter, String unit) {}

    /** What waits for officials of these units, the oldest first. */
    List<Asked> open(List<String> units) {
        return jdbc.sql("select review, matter, unit from reviewing.open(?, ?)")
                .params(units.toArray(String[]::new), Reviews.MOST)
                .query(ReviewList::asked)
                .list();
    }

    /** By when what waits for officials of these units is to be decided. */
    List<ReviewTask.Due> due(List<String> units) {
        return jdbc.sql("select service, asked, by_rules from reviewing.open(?, ?)")
                .params(units.toArray(String[]::new), Reviews.MOST)
                .query((row, _) -> new ReviewTask.Due(
                        row.getString("service"),
                        row.getObject("asked", OffsetDateTime.class).toInstant(),
                        row.getBoolean("by_rules")))
                .list();
    }

    Optional<Asked> find(UUID review) {
        return jdbc.sql("select review, matter, unit from reviewing.asked(?)")
                .param(review)
                .query(ReviewList::asked)
                .optional();
    }

    private static Asked asked(ResultSet row, int number) throws SQLException {
        return new Asked(
                row.getObject("review", UUID.class),
                new CaseId(row.getObject("matter", UUID.class)),
                row.getString("unit"));
    }

    /** Those of them whose cases are looked at in this transaction. */
    List<ReviewTask> tasks(List<UUID> reviews) {
        return jdbc.sql("""
                select r.id, r.matter, m.reference, m.service, m.applicant_name, r.asked, r.grounds, r.by_rules, r.decided
                from reviewing.review r join cases.brief m on m.id = r.matter
                where r.id = any (?) order by r.id
                """)
                .param(reviews.toArray(UUID[]::new))
                .query(ReviewList::task)
                .list();
    }

    /** Keeps what became of a review; says whether nobody had decided it before. */
    boolean conclude(UUID review, Instant at, UUID official, boolean upheld, String explanation) {
        return jdbc.sql("""
                with concluded as (
                  insert into reviewing.outcome (review, at, official, upheld, explanation) values (?, ?, ?, ?, ?)
                  on conflict do nothing returning review)
                update reviewing.review r set decided = true from concluded c where r.id = c.review
                """)
                        .params(review, time(at), official, upheld, explanation)
                        .update()
                == 1;
    }

    private static ReviewTask task(ResultSet row, int number) throws SQLException {
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

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
