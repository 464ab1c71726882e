// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Words;

/** What the rules say, in words: the outcome, why, and how every amount came about. */
record Outcome(ServicePackage service, Frame frame) {

    /** What would be decided now, and what it would cost. */
    List<Component> preview(Determination determination) {
        Words words = frame.words("services");
        var shown = new ArrayList<Component>();
        if (determination instanceof Determination.Determined determined) {
            shown.add(new Block.Heading(words.say("preview.title"), 2));
            shown.add(new Block.InsetText(
                    words.say("preview." + determined.outcome().word())));
            shown.addAll(grounds(determined));
        } else {
            shown.add(new Block.InsetText(words.say("preview.review")));
        }
        return shown;
    }

    /** Reasons and derivation. */
    List<Component> grounds(Determination.Determined determined) {
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        var shown = new ArrayList<Component>();
        if (!determined.reasons().isEmpty()) {
            shown.add(new Block.Points(
                    determined.reasons().stream()
                            .map(reason -> reason(reason, own, words))
                            .toList(),
                    false));
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

    private static String reason(Determination.Reason reason, Words own, Words words) {
        String text = own.say("reason." + reason.code());
        return reason.article() == null ? text : words.say("reason.under", "reason", text, "article", reason.article());
    }

    private static @Nullable Link citation(@Nullable String article) {
        return article == null
                ? null
                : Link.to("/law/" + article.replace(':', '/').replaceAll("\\(.*$", ""), article);
    }
}
