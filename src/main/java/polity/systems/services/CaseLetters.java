// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import polity.kernel.cases.CaseRefunded;
import polity.kernel.cases.CaseStatusChanged;
import polity.kernel.cases.Cases;
import polity.kernel.cases.EntryEnds;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.handling.Handling;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Subscriber;
import polity.kernel.notification.Message;
import polity.kernel.notification.Notifications;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;

/**
 * Writes to citizens, in the package's words, about what has happened to their cases; what a case is about stands in the
 * case alone.
 *
 * @param <E> what has happened
 */
record CaseLetters<E>(
        String name,
        Class<E> event,
        Writing<E> writing,
        Notifications notifications,
        Catalogue catalogue,
        Vocabulary vocabulary)
        implements Subscriber<E> {

    /** What is written about something that has happened. */
    interface Writing<E> {
        Letter of(E event);
    }

    /** To whom, about which service and case, and in which words. */
    record Letter(String service, UUID person, String reference, UUID matter, Text text) {
        /** The words of the package, the usual ones, and the package. */
        interface Text {
            Message of(Words own, Words words, ServicePackage service, String reference);
        }
    }

    /** Where a case stands now. */
    static Letter status(CaseStatusChanged event) {
        String status = "status." + event.status();
        return new Letter(
                event.service(),
                event.applicant(),
                event.reference(),
                event.matter(),
                (own, words, service, reference) -> new Message(
                        words.say(
                                "letter.subject",
                                "service",
                                Standing.title(own, event.procedure()),
                                "status",
                                own.say(status + ".label")),
                        Stream.of(
                                        Optional.of(Standing.explanation(own, event.procedure(), event.status())),
                                        Optional.ofNullable(event.until())
                                                .map(until -> words.say(
                                                        "case.pay-by",
                                                        "amount",
                                                        own.money(event.due(), service.currency()),
                                                        "until",
                                                        until)),
                                        days(event, words),
                                        Optional.of(reference))
                                .flatMap(Optional::stream)
                                .toList(),
                        null,
                        null));
    }

    /** The days on which it holds, or the last one of what is brought to its end. */
    private static Optional<String> days(CaseStatusChanged event, Words words) {
        return switch (event.status()) {
            case "issued" -> Standing.validity(words, event.from(), event.to());
            case "ending" -> Standing.validity(words, null, event.to());
            default -> Optional.empty();
        };
    }

    /** That an official has looked at a decision and lets it stand. */
    static Letter upheld(Cases.Upheld event) {
        return new Letter(
                event.service(),
                event.applicant(),
                event.reference(),
                event.matter(),
                (own, words, _, reference) -> Message.of(
                        words.say("letter.upheld", "service", Standing.title(own, event.procedure())),
                        words.say("letter.upheld-text"),
                        reference));
    }

    /** For whom a case waits now. */
    static Letter waits(Handling.Waits event) {
        return new Letter(
                event.service(),
                event.applicant(),
                event.reference(),
                event.matter(),
                (own, words, _, reference) -> new Message(
                        words.say(event.his() ? "letter.asked" : "letter.waits", "service", own.say("service.title")),
                        Stream.of(
                                        Optional.of(
                                                own.say("step." + event.step() + ".waits") + words.say("letter.stop")),
                                        event.his()
                                                ? Optional.of(words.say("letter.asked-text"))
                                                : Optional.<String>empty(),
                                        Optional.ofNullable(event.lastDay())
                                                .map(day -> words.say("letter.waits-until", "date", day)),
                                        Optional.of(reference))
                                .flatMap(Optional::stream)
                                .toList(),
                        null,
                        null));
    }

    /** That money went back. */
    static Letter refunded(CaseRefunded event) {
        return new Letter(
                event.service(),
                event.applicant(),
                event.reference(),
                event.matter(),
                (own, words, service, reference) -> Message.of(
                        words.say(
                                "letter.refunded",
                                "service",
                                Standing.title(own, event.procedure()),
                                "amount",
                                own.money(event.amount(), service.currency())),
                        words.say("letter.refunded-text", "amount", own.money(event.amount(), service.currency())),
                        reference));
    }

    /** That what somebody holds ends. */
    static Letter end(EntryEnds event) {
        return new Letter(
                event.service(),
                event.holder(),
                event.reference(),
                event.matter(),
                (own, _, _, reference) -> Message.of(
                        own.say("reminder.subject", "until", event.last()),
                        own.say("reminder.text", "until", event.last()),
                        reference));
    }

    @Override
    public void on(List<E> events) {
        notifications.tell(
                events.stream().map(writing::of).flatMap(this::message).toList());
    }

    private Stream<Message.To> message(Letter letter) {
        return catalogue.known(letter.service()).stream()
                .map(service -> new Message.To(new PersonId(letter.person()), language -> {
                    Words words = vocabulary.words("services", language);
                    return letter.text()
                            .of(
                                    service.words(language),
                                    words,
                                    service,
                                    words.say("letter.reference", "reference", letter.reference()))
                            .leadingTo("/cases/" + letter.matter(), words.say("letter.open"));
                }));
    }
}
