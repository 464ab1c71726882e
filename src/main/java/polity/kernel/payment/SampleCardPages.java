// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** The page of the sample card provider. A card number can't be typed here, so that nobody types a real one. */
@Controller
@Conditional(SampleConfiguration.InDemonstration.class)
class SampleCardPages {

    private final SampleProvider provider;
    private final SampleCharges charges;
    private final Transactions transactions;
    private final Templates templates;
    private final InstantSource clock;

    SampleCardPages(
            SampleProvider provider,
            SampleCharges charges,
            Transactions transactions,
            Templates templates,
            InstantSource clock) {
        this.provider = provider;
        this.charges = charges;
        this.transactions = transactions;
        this.templates = templates;
        this.clock = clock;
    }

    @Zones(Zone.PUBLIC)
    @GetMapping(SampleProvider.PAGE + "{token}")
    Page card(@PathVariable("token") String token, Frame frame) {
        return provider.shown(token).map(shown -> page(shown, frame, false)).orElseGet(() -> unknown(frame));
    }

    @Zones(Zone.PUBLIC)
    @PostMapping(SampleProvider.PAGE + "{token}")
    Object pay(
            @PathVariable("token") String token,
            @RequestParam(name = "card", required = false) @Nullable String card,
            @RequestParam(name = "cancel", required = false) @Nullable String cancel,
            Frame frame) {
        Optional<SampleProvider.Shown> signed = provider.shown(token);
        if (signed.isEmpty()) {
            return unknown(frame);
        }
        SampleProvider.Shown shown = signed.get();
        if (cancel != null) {
            // Nothing happened that is worth telling: the payer can come again as long as there is time.
            return seeOther(shown.returnPath());
        }
        Optional<SampleCard> used = SampleCard.of(card == null ? "" : card);
        if (used.isEmpty() || expired(shown)) {
            return page(shown, frame, true).status(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        use(used.get(), shown);
        return seeOther(Payment.returned(shown.returnPath()));
    }

    private static ResponseEntity<Void> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }

    /** A payment is paid once: sending the form again leads back without paying again. */
    private void use(SampleCard card, SampleProvider.Shown shown) {
        Instant now = clock.instant();
        transactions.write(Context.visitor("payment:" + shown.reference()), () -> {
            if (charges.charge(shown.reference(), card, now)) {
                charges.tell(card.tells(shown.reference(), shown.money(), now).stream()
                        .map(told ->
                                new SampleCharges.Waiting(shown.reference(), provider.body(told.event()), told.due()))
                        .toList());
            }
        });
    }

    /** An address that we didn't sign leads nowhere. */
    private Page unknown(Frame frame) {
        return templates.failure(frame, HttpStatus.NOT_FOUND.value(), "");
    }

    private boolean expired(SampleProvider.Shown shown) {
        return clock.millis() > shown.expires();
    }

    private Page page(SampleProvider.Shown shown, Frame frame, boolean unanswered) {
        Words words = frame.words("payment");
        if (expired(shown)) {
            return templates.sheet(
                    frame,
                    Sheet.of(
                            words.say("card.expired.title"),
                            new Block.Paragraph(words.say("card.expired.text")),
                            Block.Button.of(words.say("card.expired.back")).to(shown.returnPath())));
        }
        Field field = Field.of("card", words.say("card.question"))
                .hint(words.say("card.hint"))
                .error(unanswered ? words.say("card.choose") : null);
        List<Component> body = new ArrayList<>();
        body.add(Listing.SummaryList.of(
                Listing.SummaryList.Row.of(words.say("card.for"), shown.description()),
                Listing.SummaryList.Row.of(
                        words.say("card.amount"),
                        words.money(shown.amount(), shown.money().currency()))));
        body.add(Question.Radios.of(field, choices(words)));
        body.add(new Block.ButtonGroup(
                List.of(
                        Block.Button.of(words.say("card.pay")),
                        Block.Button.secondary(words.say("card.cancel")).sending("cancel", "yes")),
                null));
        return templates.sheet(
                frame,
                new Sheet(words.say("card.title"), words.say("card.caption"), List.of(), body, frame.path(), false));
    }

    private static List<Choice> choices(Words words) {
        List<Choice> choices = new ArrayList<>();
        for (SampleCard card : SampleCard.values()) {
            choices.add(Choice.of(card.word(), card.number()).hint(words.say("card." + card.word())));
        }
        return choices;
    }
}
