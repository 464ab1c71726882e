// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
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
    List<Component> preview(Determination determination) {
        Words words = frame.words("services");
        var shown = new ArrayList<Component>();
        if (determination instanceof Determination.Determined determined) {
            shown.add(new Block.Heading(words.say("preview.title"), 2));
            shown.add(new Block.InsetText(
                    words.say("preview." + determined.outcome().word())));
            shown.addAll(grounds(determined));
            shown.addAll(refund(determined));
        } else {
            shown.add(new Block.InsetText(words.say("preview.review")));
        }
        return shown;
    }

    /** Who decided a case, and why. */
    List<Component> decision(CaseView view) {
        Words words = frame.words("services");
        var shown = new ArrayList<Component>();
        shown.addAll(decided(view));
        if (view.explanation() != null) {
            shown.add(new Block.InsetText(view.explanation()));
        }
        shown.addAll(grounds(view.decision()));
        shown.addAll(refund(view.decision()));
        Link basis = isOpen(view)
                ? null
                : citation(service.procedure(view.procedure())
                        .flatMap(Procedure::article)
                        .orElse(null));
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
        shown.addAll(grounds(view.decision()));
        shown.addAll(refund(view.decision()));
        return shown;
    }

    /** What an official's granting would cost, and for which days. */
    List<Component> ifGranted(Optional<Determination.Determined> granted) {
        Words words = frame.words("services");
        var shown = new ArrayList<Component>();
        shown.add(new Block.Heading(words.say("review.if-granted"), 2));
        if (granted.isEmpty()) {
            shown.add(new Block.Paragraph(words.say("review.no-fee")));
            return shown;
        }
        Determination.Determined made = granted.get();
        LocalDate from = made.from();
        LocalDate to = made.to();
        if (from != null && to != null) {
            shown.add(new Block.Paragraph(words.say("review.valid", "from", from, "to", to)));
        }
        shown.addAll(grounds(made));
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
                    .filter(each -> each.opens() == Procedure.Opens.OFFICIAL)
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
                    .answers(view.answers(), 3, files));
        });
        return shown;
    }

    /** What has happened. */
    List<Component> story(CaseView view) {
        Words words = frame.words("services");
        return List.of(
                new Block.Heading(words.say("case.story"), 2),
                new Listing.Timeline(view.events().stream()
                        .map(event -> new Listing.Timeline.Event(
                                words.has("event." + event.kind())
                                        ? words.say("event." + event.kind())
                                        : service.words(frame.language()).say("procedure." + event.kind()),
                                words.moment(event.at()),
                                event.note(),
                                null,
                                Listing.Timeline.State.PAST))
                        .toList()));
    }

    /** Reasons and derivation. */
    List<Component> grounds(Determination.Determined determined) {
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
            shown.add(new Listing.Derivation(
                    words.say("fee.title"),
                    determined.derivation().stream()
                            .map(step -> new Listing.Derivation.Step(
                                    own.say("derivation." + step.text()),
                                    null,
                                    citation(step.article()),
                                    own.money(step.amount(), service.currency())))
                            .toList(),
                    words.say("fee.total"),
                    own.money(determined.fee(), service.currency())));
        }
        return shown;
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
                .filter(_ -> !isOpen(view))
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
        return own.has("service.contact") ? own.say("service.contact") : frame.site().name(frame.language());
    }

    /** Where an article stands, by the name that a reader gives it. */
    @Nullable
    Link citation(@Nullable String article) {
        if (article == null) {
            return null;
        }
        return Citation.parse(article)
                .map(cited ->
                        Link.to(frame.at(on == null ? cited.path() : cited.path(on)), law.name(cited, frame)))
                .orElse(null);
    }
}
