// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.List;

import polity.kernel.cases.CaseView;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
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
        shown.add(new Block.Tag(own.say("status." + view.status() + ".label"), CasePages.tone(view.status())));
        shown.add(new Block.Paragraph(CasePages.explanation(own, view.procedure(), view.status())));
        shown.addAll(next(declined));
        return shown;
    }

    private List<Component> next(boolean declined) {
        Words words = frame.words("services");
        CaseView.ToPay pay = view.pay();
        if (view.position() > 0) {
            return List.of(
                    new Block.InsetText(words.say("case.position", "position", view.position())),
                    Block.Button.secondary(words.say("case.withdraw"))
                            .to("/cases/" + view.id().value() + "/withdraw"));
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
        if (!returned) {
            Words own = view.service().words(frame.language());
            return List.of(
                    new Block.InsetText(words.say(
                            "case.pay-by",
                            "amount",
                            own.money(pay.amount(), view.service().currency()),
                            "until",
                            pay.until())),
                    button);
        }
        // The provider tells us a moment after it sends the payer back: nobody shall pay twice for that.
        var confirming = new Block.Progress(
                words.say(declined ? "case.confirming-another" : "case.confirming"),
                Link.to("/cases/" + view.id().value() + "?returned=yes", words.say("case.again")));
        return declined
                ? List.of(button, confirming)
                : List.of(confirming, Block.Details.of(words.say("case.not-paid"), button));
    }

    private boolean last(String event) {
        return !view.events().isEmpty() && view.events().getLast().kind().equals(event);
    }
}
