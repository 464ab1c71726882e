// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.cases.CaseView;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Tone;
import polity.kernel.page.Words;

/**
 * Where a case stands and what its applicant has to do now.
 *
 * @param returned whether he comes back from paying
 */
record Standing(CaseView view, Frame frame, boolean returned) {

    List<Component> components() {
        Words own = view.service().words(frame.language());
        var shown = new ArrayList<Component>();
        boolean declined = view.pay() != null && last("payment-declined");
        if (declined) {
            Words words = frame.words("services");
            shown.add(new Block.NotificationBanner(
                    words.say("case.declined"), words.say("case.declined-text"), null, false));
        }
        shown.add(new Block.Tag(own.say("status." + view.status() + ".label"), tone(view.status())));
        shown.add(new Block.Paragraph(explanation(own, view.procedure(), view.status())));
        // Of what ends, the decision says the last day.
        if (view.status().equals("issued")) {
            validity(
                            frame.words("services"),
                            view.decision().from(),
                            view.decision().to())
                    .ifPresent(said -> shown.add(new Block.InsetText(said)));
        }
        if (view.status().equals("abandoned")) {
            late().ifPresent(shown::add);
        }
        shown.addAll(next(declined));
        return shown;
    }

    static Component withdraw(CaseView view, Words words) {
        return Block.Button.secondary(words.say("case.withdraw"))
                .to("/cases/" + view.id().value() + "/withdraw");
    }

    private List<Component> next(boolean declined) {
        Words words = frame.words("services");
        CaseView.ToPay pay = view.pay();
        if (view.position() > 0) {
            return List.of(
                    new Block.InsetText(words.say("case.position", "position", view.position())),
                    withdraw(view, words));
        }
        if (view.status().equals("overtaken")) {
            return List.of(Block.Button.of(words.say("held.title"))
                    .to("/services/" + view.service().code() + "/held"));
        }
        if (pay == null) {
            return view.status().equals("abandoned")
                    ? List.of(Block.Button.of(words.say("case.anew"))
                            .to("/services/" + view.service().code()))
                    : List.of();
        }
        Block.Button button =
                Block.Button.of(words.say("case.pay")).to(pay.page().toString());
        Words own = view.service().words(frame.language());
        var by = new Block.InsetText(words.say(
                "case.pay-by", "amount", own.money(pay.amount(), view.service().currency()), "until", pay.until()));
        if (!returned) {
            return List.of(by, button);
        }
        // The provider tells us a moment after it sends the payer back: nobody shall pay twice for that.
        var confirming = new Block.Progress(
                words.say(declined ? "case.confirming-another" : "case.confirming"),
                Link.to("/cases/" + view.id().value() + "?returned=yes", words.say("case.again")));
        return declined
                ? List.of(by, button, confirming)
                : List.of(confirming, Block.Details.of(words.say("case.not-paid"), by, button));
    }

    /** Money that came when it was too late: that it goes back, or went. */
    private Optional<Component> late() {
        Words words = frame.words("services");
        return view.events().stream()
                .filter(event -> event.kind().equals("paid-late"))
                .reduce((_, last) -> last)
                .map(event -> new Block.NotificationBanner(
                        words.say("case.late"),
                        words.say(
                                last("refunded") ? "case.late-returned" : "case.late-returning",
                                "amount",
                                event.note() == null ? "" : event.note()),
                        null,
                        false));
    }

    /** The days on which what was granted holds, in words. */
    static Optional<String> validity(Words words, @Nullable LocalDate from, @Nullable LocalDate to) {
        if (to == null) {
            return Optional.empty();
        }
        return Optional.of(
                from == null
                        ? words.say("valid.until", "to", to)
                        : words.say("valid.from-until", "from", from, "to", to));
    }

    private boolean last(String event) {
        return !view.events().isEmpty() && view.events().getLast().kind().equals(event);
    }

    /** What a case is called: by its procedure, or by the service where that has no words of its own. */
    static String title(Words own, String procedure) {
        // What an official does is called otherwise by him than by whom it concerns.
        String particular = "case." + procedure;
        String key = own.has(particular) ? particular : "procedure." + procedure;
        return procedure.equals("apply") || !own.has(key) ? own.say("service.title") : own.say(key);
    }

    /** What it means where a case stands, for this procedure where the package has words for that. */
    static String explanation(Words own, String procedure, String status) {
        String particular = "status." + status + "." + procedure;
        return own.say(own.has(particular) ? particular : "status." + status + ".explanation");
    }

    static Tone tone(String status) {
        return switch (status) {
            case "issued" -> Tone.SUCCESS;
            case "awaiting_payment", "offered", "waiting", "under_review", "ending" -> Tone.WAITING;
            case "refused", "revoked" -> Tone.DANGER;
            default -> Tone.NEUTRAL;
        };
    }
}
