// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

import polity.kernel.cases.CaseView;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.forms.AnswerLinks;
import polity.kernel.forms.FormView;
import polity.kernel.handling.Handling;
import polity.kernel.handling.Task;
import polity.kernel.law.Citation;
import polity.kernel.law.Law;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Words;

/**
 * What the rules say, in words: the outcome, why, and how every amount came about.
 *
 * @param on the day whose law the citations lead to; today's if absent
 */
record Outcome(
        ServicePackage service,
        Frame frame,
        Law law,
        @Nullable LocalDate on) {

    /** As things are now. */
    static Outcome now(ServicePackage service, Frame frame, Law law) {
        return new Outcome(service, frame, law, null);
    }

    /** Of a case: whatever has become of the law since, its links lead to the text on which it was decided. */
    static Outcome of(CaseView view, Frame frame, Law law) {
        return new Outcome(view.service(), frame, law, law.day(view.decided()));
    }

    /** What would be decided now, and what it would cost. */
    List<Component> preview(Determination determination, String procedure) {
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        var shown = new ArrayList<Component>();
        if (determination instanceof Determination.Determined determined) {
            shown.add(new Block.Heading(words.say("preview.title"), 2));
            shown.add(new Block.InsetText(said(own, procedure, determined, words)));
            days(determined, procedure).ifPresent(said -> shown.add(new Block.Paragraph(said)));
            shown.addAll(
                    grounds(determined, procedure, words.say(determined.fee() == 0 ? "fee.nothing" : "fee.total")));
            shown.addAll(refund(determined));
        } else {
            shown.add(new Block.InsetText(words.say("preview.review")));
        }
        return shown;
    }

    /** From when to when that will hold which is asked for. */
    private Optional<String> days(Determination.Determined determined, String procedure) {
        boolean ends = service.procedure(procedure).filter(Procedure::ends).isPresent();
        return determined.outcome() != Determination.Outcome.GRANTED
                ? Optional.empty()
                : Standing.validity(frame.words("services"), ends ? null : determined.from(), determined.to());
    }

    private static String said(Words own, String procedure, Determination.Determined determined, Words words) {
        String key = "check." + procedure + "." + determined.outcome().word();
        return own.has(key)
                ? own.say(key)
                : words.say("preview." + determined.outcome().word());
    }

    /** What the package says, of this procedure where it has words for it. */
    static String said(Words own, String what, String procedure, String key) {
        String particular = what + "." + procedure + "." + key;
        return own.say(own.has(particular) ? particular : what + "." + key);
    }

    /** Who decided a case, and why. */
    List<Component> decision(CaseView view) {
        Words words = frame.words("services");
        var shown = new ArrayList<Component>();
        shown.addAll(decided(view));
        if (view.explanation() != null) {
            shown.add(new Block.InsetText(view.explanation()));
        }
        shown.addAll(grounds(view));
        shown.addAll(refund(view.decision()));
        shown.addAll(last(view));
        // A refusal rests on the articles of its reasons, not on the one that allows to grant.
        Link basis = view.decision().outcome() == Determination.Outcome.GRANTED
                ? citation(service.procedure(view.procedure())
                        .flatMap(Procedure::article)
                        .orElse(null))
                : null;
        if (basis != null) {
            shown.add(new Listing.Reasons(List.of(new Listing.Reasons.Reason(words.say("case.basis"), basis))));
        }
        return shown;
    }

    /** Who has decided, and when; what the rules leave to an official is not decided yet. */
    List<Component> decided(CaseView view) {
        Words words = frame.words("services");
        String who = isOpen(view) ? "case.left" : view.automatic() ? "case.by-rules" : "case.by-official";
        return List.of(
                new Block.Heading(words.say("case.decision"), 2),
                new Block.Paragraph(words.say(who, "at", view.decided())));
    }

    /** What the rules decided, or why they left it to an official. */
    List<Component> undecided(CaseView view) {
        var shown = new ArrayList<Component>(decided(view));
        shown.addAll(grounds(view));
        shown.addAll(refund(view.decision()));
        return shown;
    }

    /** What an official's granting would cost, and for which days. */
    List<Component> ifGranted(Optional<Determination.Determined> granted, String procedure) {
        Words words = frame.words("services");
        var shown = new ArrayList<Component>();
        shown.add(new Block.Heading(words.say("review.if-granted"), 2));
        if (granted.isEmpty()) {
            shown.add(new Block.Paragraph(words.say("review.no-fee")));
            return shown;
        }
        Determination.Determined made = granted.get();
        Standing.validity(words, made.from(), made.to()).ifPresent(said -> shown.add(new Block.Paragraph(said)));
        shown.addAll(grounds(made, procedure));
        shown.addAll(refund(made));
        return shown;
    }

    private static boolean isOpen(CaseView view) {
        return view.decision().outcome() == Determination.Outcome.REVIEW;
    }

    private List<Component> refund(Determination.Determined determined) {
        return determined.refund() == 0
                ? List.of()
                : List.of(new Block.Paragraph(frame.words("services")
                        .say(
                                "case.refund",
                                "amount",
                                service.words(frame.language()).money(determined.refund(), service.currency()))));
    }

    /**
     * What was asked, or on what an official decided.
     *
     * @param path where the files of the case are downloaded
     */
    List<Component> answers(CaseView view, String path) {
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        var shown = new ArrayList<Component>();
        service.form(view.procedure()).ifPresent(form -> {
            boolean official = service.procedure(view.procedure())
                    .filter(each -> !each.isForThePublic())
                    .isPresent();
            shown.add(new Block.Heading(
                    words.say(official ? "case.given" : path.startsWith("/desk/") ? "review.answers" : "case.answers"),
                    2));
            var files = new AnswerLinks() {
                @Override
                public Optional<String> file(String question) {
                    // The brackets of one of several things may not stand in an address as they are.
                    return Optional.of(path + "/files/" + UriUtils.encodePathSegment(question, StandardCharsets.UTF_8));
                }
            };
            shown.addAll(new FormView(
                            form, own, frame, service.currency(), view.files().values())
                    .knowing(view.known())
                    .answers(view.answers(), 3, files));
        });
        return shown;
    }

    /** For whom the case waits now, and by when. */
    List<Component> next(List<Handling.Stage> stages) {
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        List<Listing.Timeline.Event> open = stages.stream()
                .filter(stage -> stage.state() == Task.State.OPEN)
                .map(stage -> new Listing.Timeline.Event(
                        own.say("step." + stage.step() + ".waits"),
                        null,
                        stage.lastDay() == null ? null : words.say("case.next-until", "date", stage.lastDay()),
                        null,
                        Listing.Timeline.State.CURRENT))
                .toList();
        return open.isEmpty()
                ? List.of()
                : List.of(new Block.Heading(words.say("case.next"), 2), new Listing.Timeline(open));
    }

    /** What has happened. */
    List<Component> story(CaseView view, List<Handling.Stage> stages) {
        Words words = frame.words("services");
        var told = new ArrayList<Told>();
        // What officials say comes before what follows from it at the same instant.
        stages.forEach(stage -> said(stage).ifPresent(told::add));
        view.events().forEach(event -> told.add(new Told(event.at(), happened(event, words), event.note())));
        var shown = new ArrayList<Component>();
        shown.add(new Block.Heading(words.say("case.story"), 2));
        shown.add(new Listing.Timeline(told.stream()
                .sorted(Comparator.comparing(Told::at))
                .map(each -> new Listing.Timeline.Event(
                        each.what(), words.moment(each.at()), each.note(), null, Listing.Timeline.State.PAST))
                .toList()));
        shown.addAll(new CourseDiagram(service, frame).of(stages));
        return shown;
    }

    private record Told(Instant at, String what, @Nullable String note) {}

    /** That officials have taken a step, or have let its time run out; what was only given up isn't told. */
    private Optional<Told> said(Handling.Stage stage) {
        Words own = service.words(frame.language());
        Instant ended = stage.ended();
        String said = switch (stage.state()) {
            case OPEN -> "";
            case ANSWERED, TAKEN -> "done";
            case DROPPED -> stage.late() ? "silent" : "";
        };
        return ended == null || said.isEmpty()
                ? Optional.empty()
                : Optional.of(new Told(ended, own.say("step." + stage.step() + "." + said), null));
    }

    /** In the words of the package where it has some. */
    private String happened(CaseView.Event event, Words words) {
        Words own = service.words(frame.language());
        String key = "event." + event.kind();
        return own.has(key) ? own.say(key) : words.has(key) ? words.say(key) : own.say("procedure." + event.kind());
    }

    /** The last day, where a case brings something to its end. */
    private List<Component> last(CaseView view) {
        LocalDate last = view.decision().to();
        boolean ends =
                service.procedure(view.procedure()).filter(Procedure::ends).isPresent();
        return ends && last != null && view.decision().outcome() == Determination.Outcome.GRANTED
                ? Standing.validity(frame.words("services"), null, last).stream()
                        .<Component>map(said -> new Block.Paragraph(said))
                        .toList()
                : List.of();
    }

    /** Reasons and derivation of a case, and whether what is due was paid. */
    List<Component> grounds(CaseView view) {
        Words words = frame.words("services");
        Optional<CaseView.Event> paid = view.events().stream()
                .filter(event -> event.kind().equals("paid"))
                .findFirst();
        String total = view.decision().fee() == 0
                ? words.say("fee.nothing")
                : paid.map(event -> words.say("fee.paid", "day", words.day(event.at())))
                        .orElseGet(() -> words.say(
                                switch (view.status()) {
                                    case "abandoned" -> "fee.unpaid";
                                    case "overtaken" -> "fee.returned";
                                    default -> "fee.total";
                                }));
        return grounds(view.decision(), view.procedure(), total);
    }

    /** Reasons and derivation of what is not decided yet. */
    List<Component> grounds(Determination.Determined determined, String procedure) {
        return grounds(
                determined,
                procedure,
                frame.words("services").say(determined.fee() == 0 ? "fee.nothing" : "fee.total"));
    }

    /** Reasons and derivation. */
    private List<Component> grounds(Determination.Determined determined, String procedure, String total) {
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        var shown = new ArrayList<Component>();
        if (!determined.reasons().isEmpty()) {
            shown.add(new Listing.Reasons(determined.reasons().stream()
                    .map(reason ->
                            new Listing.Reasons.Reason(own.say("reason." + reason.code()), citation(reason.article())))
                    .toList()));
        }
        if (!determined.derivation().isEmpty() && determined.outcome() == Determination.Outcome.GRANTED) {
            boolean refunds = determined.fee() == 0
                    && service.procedure(procedure).filter(Procedure::refunds).isPresent();
            shown.add(new Listing.Derivation(
                    words.say(refunds ? "refund.title" : "fee.title"),
                    determined.derivation().stream()
                            .map(step -> new Listing.Derivation.Step(
                                    own.say("derivation." + step.text()),
                                    times(step, own),
                                    citation(step.article()),
                                    own.money(step.amount(), service.currency())))
                            .toList(),
                    refunds ? words.say(determined.refund() == 0 ? "refund.nothing" : "refund.total") : total,
                    own.money(refunds ? determined.refund() : determined.fee(), service.currency())));
        }
        return shown;
    }

    private @Nullable String times(Determination.Step step, Words own) {
        Long times = step.times();
        Long each = step.each();
        return times == null || each == null ? null : own.number(times) + " × " + own.money(each, service.currency());
    }

    /** What somebody can do who thinks that the decision is wrong. */
    List<Component> remedies(CaseView view) {
        Words words = frame.words("services");
        var ways = new ArrayList<Listing.Reasons.Reason>();
        if (view.reviewable()) {
            ways.add(new Listing.Reasons.Reason(
                    words.say("case.review"),
                    citation(service.term("review_period")
                            .map(ServicePackage.Term::article)
                            .orElse(null))));
        }
        service.term("objection_period")
                .filter(_ -> !isOpen(view) && !view.status().equals("withdrawn"))
                .flatMap(term -> AtAGlance.said(term.period(), words)
                        .map(period -> new Listing.Reasons.Reason(
                                words.say(
                                        view.reviewable() ? "case.object-here" : "case.object",
                                        "period",
                                        period,
                                        "contact",
                                        contact(),
                                        "reference",
                                        view.reference()),
                                citation(term.article()))))
                .ifPresent(ways::add);
        var shown = new ArrayList<Component>();
        if (!ways.isEmpty()) {
            shown.add(new Block.Heading(words.say("service.wrong"), 2));
            shown.add(new Listing.Reasons(ways));
        }
        if (view.reviewable()) {
            shown.add(Block.Button.secondary(words.say("case.ask-review"))
                    .to("/cases/" + view.id().value() + "/review"));
        }
        return shown;
    }

    /** Where somebody writes to about the service. */
    private String contact() {
        Words own = service.words(frame.language());
        return own.has("service.contact")
                ? own.say("service.contact")
                : frame.site().name(frame.language());
    }

    /** Where an article stands, by the name that a reader gives it. */
    @Nullable
    Link citation(@Nullable String article) {
        if (article == null) {
            return null;
        }
        return Citation.parse(article)
                .map(cited -> Link.to(frame.at(on == null ? cited.path() : cited.path(on)), law.name(cited, frame)))
                .orElse(null);
    }
}
