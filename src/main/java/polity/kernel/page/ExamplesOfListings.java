// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

import org.jspecify.annotations.Nullable;

import polity.kernel.page.Listing.Derivation;
import polity.kernel.page.Listing.Diagram;
import polity.kernel.page.Listing.FilterBar;
import polity.kernel.page.Listing.Reasons;
import polity.kernel.page.Listing.SummaryCard;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Listing.Table;
import polity.kernel.page.Listing.Table.Cell;
import polity.kernel.page.Listing.Table.Column;
import polity.kernel.page.Listing.TaskList;
import polity.kernel.page.Listing.Tiles;
import polity.kernel.page.Listing.Timeline;

/** Examples of the components that show many things. */
final class ExamplesOfListings {
    private static final Currency CURRENCY = Currency.getInstance("GBP");

    private ExamplesOfListings() {}

    static List<Component> summaries(Words words) {
        return List.of(
                answers(words),
                new SummaryCard(
                        words.say("vehicle"),
                        3,
                        List.of(Link.to("/vehicles", words.say("cancel"))),
                        SummaryList.of(
                                SummaryList.Row.of(words.say("vehicle"), words.say("plate")),
                                SummaryList.Row.of(words.say("status"), "")
                                        .tagged(new Block.Tag(words.say("granted"), Tone.SUCCESS)))));
    }

    static SummaryList answers(Words words) {
        return SummaryList.of(
                SummaryList.Row.of(words.say("applicant"), words.say("name1")).changedAt("/change/name"),
                SummaryList.Row.of(words.say("address"), words.say("addressLine1"), words.say("addressLine2"))
                        .changedAt("/change/address"),
                SummaryList.Row.of(words.say("vehicle"), words.say("plate")).changedAt("/change/vehicle"),
                SummaryList.Row.of(words.say("fee"), words.money(5_250, CURRENCY))
                        .linking(List.of(Link.to("/laws/fees#art-3", words.say("citation")))));
    }

    static List<Component> tables(Words words) {
        return List.of(fees(words), cases(words));
    }

    private static Table fees(Words words) {
        return Table.of(
                        "fees",
                        words.say("fees"),
                        List.of(Column.of(words.say("length")), Column.numeric(words.say("oneYear"))),
                        List.of(
                                List.of(Cell.of(words.say("upTo4")), Cell.of(words.money(12_000, CURRENCY))),
                                List.of(Cell.of(words.say("over4")), Cell.of(words.money(18_000, CURRENCY)))))
                .foot(List.of(Cell.of(words.say("sum")), Cell.of(words.money(30_000, CURRENCY))))
                .asStacked();
    }

    static Table cases(Words words) {
        return Table.of(
                "cases",
                words.say("casesDue"),
                List.of(
                        Column.of(words.say("case")),
                        Column.of(words.say("person")),
                        Column.of(words.say("permit")),
                        Column.of(words.say("due")).sortedAt("?sort=-due", Table.Order.ASCENDING),
                        Column.of(words.say("status")),
                        Column.numeric(words.say("fee"))),
                List.of(
                        row(words, "HB-2026-004711-K", 1, "overdue", Tone.DANGER),
                        row(words, "HB-2026-004734-C", 2, "expiring", Tone.WARNING),
                        row(words, "HB-2026-004802-P", 4, "inReview", Tone.WAITING),
                        row(words, "HB-2026-004815-R", 5, "received", Tone.INFORMATION)));
    }

    private static List<Cell> row(Words words, String reference, int day, String status, Tone tone) {
        return List.of(
                Cell.link(reference, "/desk/cases/" + reference),
                Cell.of(words.say("name1")),
                Cell.of(words.say("permit")),
                Cell.of(words.date(LocalDate.of(2026, 3, day))),
                Cell.tag(words.say(status), tone),
                Cell.of(words.money(1_050L * day, CURRENCY)));
    }

    static TaskList tasks(Words words) {
        return new TaskList(
                "tasks",
                List.of(
                        task(words, "yourDetails", "/details", "completed", null),
                        task(words, "yourVehicle", "/vehicle", "incomplete", Tone.INFORMATION),
                        new TaskList.Task(words.say("payment"), null, null, words.say("cannotStart"), null)));
    }

    private static TaskList.Task task(Words words, String key, String href, String status, @Nullable Tone tone) {
        return new TaskList.Task(words.say(key), words.say(key + "Hint"), href, words.say(status), tone);
    }

    static Diagram diagram(Words words) {
        return new Diagram(
                words.say("diagram"),
                200,
                260,
                List.of(
                        new Diagram.Box(Diagram.Shape.POINT, Diagram.Tense.PAST, 86, 8, 28, 28, List.of()),
                        new Diagram.Box(
                                Diagram.Shape.STEP,
                                Diagram.Tense.CURRENT,
                                12,
                                70,
                                176,
                                60,
                                List.of(words.say("diagramStep"))),
                        new Diagram.Box(
                                Diagram.Shape.ACT,
                                Diagram.Tense.COMING,
                                12,
                                178,
                                176,
                                60,
                                List.of(words.say("diagramAct")))),
                List.of("100,36 100,70", "100,130 100,178"));
    }

    static Timeline timeline(Words words) {
        return new Timeline(List.of(
                new Timeline.Event(
                        words.say("received2"),
                        words.moment(Instant.parse("2026-03-03T14:30:00Z")),
                        null,
                        null,
                        Timeline.State.PAST),
                new Timeline.Event(
                        words.say("asked"),
                        words.moment(LocalDate.of(2026, 3, 9)),
                        words.say("bannerText"),
                        null,
                        Timeline.State.CURRENT),
                new Timeline.Event(
                        words.say("decision"),
                        words.moment(LocalDate.of(2026, 3, 24)),
                        words.say("decisionText"),
                        Link.to("/late", words.say("decisionLink")),
                        Timeline.State.COMING)));
    }

    static Derivation derivation(Words words) {
        return new Derivation(
                words.say("howFee"),
                List.of(
                        new Derivation.Step(
                                words.say("basic"),
                                words.say("basicNote"),
                                Link.to("/laws/fees#art-3", words.say("citation")),
                                words.money(18_000, CURRENCY)),
                        new Derivation.Step(
                                words.say("share"),
                                null,
                                Link.to("/laws/fees#art-5", words.say("shareCitation")),
                                words.money(10_500, CURRENCY)),
                        new Derivation.Step(
                                words.say("reduction"),
                                words.say("reductionNote"),
                                Link.to("/laws/fees#art-7", words.say("reductionCitation")),
                                "−" + words.money(5_250, CURRENCY))),
                words.say("toPay"),
                words.money(5_250, CURRENCY));
    }

    static Reasons reasons(Words words) {
        return new Reasons(List.of(
                new Reasons.Reason(words.say("reason"), Link.to("/laws/parking#art-5", words.say("reasonCitation"))),
                new Reasons.Reason(words.say("otherReason"), null)));
    }

    static Tiles tiles(Words words) {
        return new Tiles(List.of(
                new Tiles.Tile(words.say("waiting"), words.number(14), null, "/desk/waiting"),
                new Tiles.Tile(words.say("overdue"), words.number(1), null, "/desk/overdue"),
                new Tiles.Tile(words.say("today"), words.number(1_206), null, null),
                new Tiles.Tile(words.say("median"), words.count("days", 6), null, null)));
    }

    static FilterBar filter(Words words) {
        return new FilterBar(
                "/desk/cases",
                List.of(
                        Question.Input.of(Field.of("text", words.say("searchCases"))),
                        new Question.Select(
                                Field.of("status", words.say("status")),
                                List.of(
                                        Choice.of("", words.say("anyStatus")),
                                        Choice.of("received", words.say("received")),
                                        Choice.of("review", words.say("inReview"))))),
                "/desk/cases");
    }
}
