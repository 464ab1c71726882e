// SPDX-License-Identifier: Apache-2.0
package polity.kernel.reviewing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.audit.Audit;
import polity.kernel.cases.CaseId;
import polity.kernel.cases.Cases;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.rules.Evaluation;

/**
 * Automatic decisions, made again: from the inputs that each has kept, the package that its case was begun under and the
 * parameters that were in force. What was told to the applicant, the kept evaluation, the record of the case and what the
 * log was told at the time must all say the same: whoever alters some of it, or all but the log, is found out.
 */
final class Redeciding {

    private static final int PAGE = 500;
    /** What an evaluation has taken from the record of its case; counts and time are its own. */
    private static final List<String> RECORDED = List.of("answers", "facts", "working_days", "applicant", "entry");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Catalogue catalogue;

    Redeciding(JdbcClient jdbc, JsonMapper json, Catalogue catalogue) {
        this.jdbc = jdbc;
        this.json = json;
        this.catalogue = catalogue;
    }

    /**
     * One decision, made again.
     *
     * @param byOfficial the rules had given no answer
     */
    record Result(
            UUID decision,
            String reference,
            String service,
            Instant at,
            boolean byOfficial,
            List<String> differences) {}

    private record Kept(
            UUID id,
            UUID matter,
            String reference,
            String service,
            String digest,
            Instant submitted,
            Instant at,
            Determination.Determined made,
            String answers,
            String known,
            boolean latest) {}

    /** The next page of automatic decisions, by the key of decisions. */
    List<Result> page(UUID after, @Nullable String service, OffsetDateTime since) {
        List<Kept> page = jdbc.sql("""
                select id, matter, reference, service, package, submitted, at, outcome, fee, refund, valid_from, valid_to,
                       reasons, derivation, evaluation, answers, known, latest
                from cases.automatic_decision
                where id > :after and at >= :since and (service = :service or :service::text is null)
                order by id limit :most
                """)
                .param("after", after)
                .param("since", since)
                .param("service", service)
                .param("most", PAGE)
                .query(this::kept)
                .list();
        Map<String, List<Audit.Kept>> log =
                Cases.logged(
                                jdbc,
                                page.stream()
                                        .map(kept -> new CaseId(kept.matter()))
                                        .collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.groupingBy(Audit.Kept::subject));
        return page.parallelStream()
                .map(kept -> again(kept, log.getOrDefault(kept.matter().toString(), List.of())))
                .toList();
    }

    private Kept kept(ResultSet row, int number) throws SQLException {
        String evaluation = row.getString("evaluation");
        return new Kept(
                row.getObject("id", UUID.class),
                row.getObject("matter", UUID.class),
                row.getString("reference"),
                row.getString("service"),
                row.getString("package"),
                row.getObject("submitted", OffsetDateTime.class).toInstant(),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Determination.Determined(
                        Determination.Outcome.valueOf(row.getString("outcome").toUpperCase(java.util.Locale.ROOT)),
                        row.getLong("fee"),
                        row.getLong("refund"),
                        row.getObject("valid_from", java.time.LocalDate.class),
                        row.getObject("valid_to", java.time.LocalDate.class),
                        Arrays.asList(json.readValue(row.getString("reasons"), Determination.Reason[].class)),
                        Arrays.asList(json.readValue(row.getString("derivation"), Determination.Step[].class)),
                        evaluation == null ? "" : evaluation),
                row.getString("answers"),
                row.getString("known"),
                row.getBoolean("latest"));
    }

    private Result again(Kept kept, List<Audit.Kept> log) {
        boolean unanswered = kept.made().evaluation().equals("{}");
        var differences = new ArrayList<>(unanswered ? unanswered(kept) : differences(kept));
        logged(kept, log, differences);
        return new Result(kept.id(), kept.reference(), kept.service(), kept.at(), unanswered, differences);
    }

    /** Where the rules gave no answer, nothing may have been decided but that something stood in the way. */
    private static List<String> unanswered(Kept kept) {
        boolean obstacle = kept.made().isRefused() && !kept.made().reasons().isEmpty();
        return (obstacle || kept.made().outcome() == Determination.Outcome.REVIEW)
                        && kept.made().fee() == 0
                ? List.of()
                : List.of("evaluation: there is none, but it was decided: "
                        + kept.made().outcome().word());
    }

    private List<String> differences(Kept kept) {
        Optional<ServicePackage> service = catalogue.byDigest(kept.digest());
        if (service.isEmpty()) {
            return List.of(
                    "package: the one that the case was begun under is lost or was changed (" + kept.digest() + ")");
        }
        Determination.Recomputed now = service.get().recompute(kept.made().evaluation(), kept.submitted());
        if (!now.differences().isEmpty() && !kept.at().equals(kept.submitted())) {
            // What was decided again later, as when a place became free, follows the law of that day.
            now = service.get().recompute(kept.made().evaluation(), kept.at());
        }
        var differences = new ArrayList<>(now.differences());
        if (now.determined() != null) {
            compare(kept.made(), now.determined(), differences);
        }
        // A case that is decided again, as when a place became free, records what was asked and known by then.
        if (kept.latest()) {
            record(kept, differences);
        }
        return differences;
    }

    /** What the log was told when it was decided is what is kept. */
    private void logged(Kept kept, List<Audit.Kept> log, List<String> differences) {
        Optional<Audit.Kept> then =
                log.stream().filter(entry -> isOf(kept, entry)).findFirst();
        if (then.isEmpty()) {
            differences.add("log: it knows of no decision at this time");
        } else if (!then.get().proven()) {
            differences.add("log: its record of the decision isn't the one that it was committed to");
        } else {
            JsonNode told = json.readTree(then.get().content()).path("details");
            String evaluation = Evaluation.written(kept.made().evaluation())
                    .map(Cases::digest)
                    .orElse("unreadable");
            told("decision.outcome", kept.made().outcome().word(), told.path("outcome"), differences);
            told("decision.fee", Long.toString(kept.made().fee()), told.path("fee"), differences);
            told("evaluation", evaluation, told.path("evaluation"), differences);
        }
    }

    /** Whether an entry of the log is about this decision of its case: the data base keeps microseconds. */
    private boolean isOf(Kept kept, Audit.Kept entry) {
        Instant told = Instant.parse(json.readTree(entry.content()).path("at").asString());
        return Duration.between(told, kept.at()).abs().compareTo(Duration.ofMillis(1)) < 0;
    }

    private static void told(String what, String kept, JsonNode told, List<String> differences) {
        if (!kept.equals(told.asString())) {
            differences.add(what + ": " + kept + ", the log was told " + text(told));
        }
    }

    private static void compare(Determination.Determined kept, Determination.Determined now, List<String> differences) {
        differ("outcome", kept.outcome().word(), now.outcome().word(), differences);
        differ("fee", kept.fee(), now.fee(), differences);
        differ("refund", kept.refund(), now.refund(), differences);
        differ("from", kept.from(), now.from(), differences);
        differ("to", kept.to(), now.to(), differences);
        differ("reasons", kept.reasons(), now.reasons(), differences);
        differ("derivation", kept.derivation(), now.derivation(), differences);
    }

    private static void differ(String what, @Nullable Object kept, @Nullable Object now, List<String> differences) {
        if (!Objects.equals(kept, now)) {
            differences.add("decision." + what + ": " + kept + ", now " + now);
        }
    }

    /** What the rules were asked must be what the record of the case says. */
    private void record(Kept kept, List<String> differences) {
        JsonNode inputs = json.readTree(kept.made().evaluation()).path("inputs");
        JsonNode known = json.readTree(kept.known());
        JsonNode answers = json.readTree(kept.answers());
        for (String root : RECORDED) {
            // Of what no rule asks for, nothing was taken.
            if (inputs.has(root)) {
                contains(root, inputs.path(root), root.equals("answers") ? answers : known.path(root), differences);
            }
        }
    }

    /** The rules take a part of what is known: each value that they took must be there. */
    private static void contains(String path, JsonNode taken, JsonNode known, List<String> differences) {
        if (taken.isObject() && !isMoment(taken)) {
            taken.properties()
                    .forEach(each -> contains(
                            path + "." + each.getKey(), each.getValue(), known.path(each.getKey()), differences));
        } else if (taken.isArray()) {
            if (taken.size() != known.size()) {
                differences.add(path + ": " + taken.size() + " entries, the record has " + known.size());
                return;
            }
            for (int at = 0; at < taken.size(); at++) {
                contains(path + "[" + (at + 1) + "]", taken.get(at), known.get(at), differences);
            }
        } else if (!text(taken).equals(text(known))) {
            differences.add(path + ": " + text(taken) + ", the record has " + text(known));
        }
    }

    private static boolean isMoment(JsonNode node) {
        return node.size() == 1 && node.properties().iterator().next().getKey().startsWith("$");
    }

    private static String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "nothing";
        }
        if (node.isObject() && isMoment(node)) {
            return node.properties().iterator().next().getValue().asString();
        }
        if (node.isContainer()) {
            return node.toString();
        }
        return node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.asString();
    }
}
