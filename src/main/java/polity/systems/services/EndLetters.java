// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.LocalDate;
import java.util.List;

import polity.kernel.cases.EntryEnds;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Subscriber;
import polity.kernel.notification.Message;
import polity.kernel.notification.Notifications;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;

/** Reminds citizens that what they hold ends, in the package's words. */
final class EndLetters implements Subscriber<EntryEnds> {

    private final Notifications notifications;
    private final Catalogue catalogue;
    private final Vocabulary vocabulary;

    EndLetters(Notifications notifications, Catalogue catalogue, Vocabulary vocabulary) {
        this.notifications = notifications;
        this.catalogue = catalogue;
        this.vocabulary = vocabulary;
    }

    @Override
    public String name() {
        return "services.end-letters";
    }

    @Override
    public Class<EntryEnds> event() {
        return EntryEnds.class;
    }

    @Override
    public void on(List<EntryEnds> events) {
        for (EntryEnds event : events) {
            catalogue
                    .current(event.service())
                    .ifPresent(service -> notifications.tell(
                            List.of(new PersonId(event.holder())),
                            language ->
                                    message(event, service.words(language), vocabulary.words("services", language))));
        }
    }

    private static Message message(EntryEnds event, Words own, Words words) {
        LocalDate last = event.last();
        return Message.of(
                        own.say("reminder.subject", "until", last),
                        own.say("reminder.text", "until", last),
                        words.say("letter.reference", "reference", event.reference()))
                .leadingTo("/cases/" + event.matter(), words.say("letter.open"));
    }
}
