// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.List;

import polity.kernel.cases.CaseStatusChanged;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Subscriber;
import polity.kernel.notification.Message;
import polity.kernel.notification.Notifications;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;

/** Tells citizens where their case stands now, in the package's words; what it is about stands in the case alone. */
final class CaseLetters implements Subscriber<CaseStatusChanged> {

    private final Notifications notifications;
    private final Catalogue catalogue;
    private final Vocabulary vocabulary;

    CaseLetters(Notifications notifications, Catalogue catalogue, Vocabulary vocabulary) {
        this.notifications = notifications;
        this.catalogue = catalogue;
        this.vocabulary = vocabulary;
    }

    @Override
    public String name() {
        return "services.case-letters";
    }

    @Override
    public Class<CaseStatusChanged> event() {
        return CaseStatusChanged.class;
    }

    @Override
    public void on(List<CaseStatusChanged> events) {
        for (CaseStatusChanged event : events) {
            catalogue
                    .current(event.service())
                    .ifPresent(service -> notifications.tell(
                            List.of(new PersonId(event.applicant())),
                            language ->
                                    message(event, service.words(language), vocabulary.words("services", language))));
        }
    }

    private static Message message(CaseStatusChanged event, Words own, Words words) {
        String status = "status." + event.status();
        return Message.of(
                        words.say(
                                "letter.subject",
                                "service",
                                CasePages.title(own, event.procedure()),
                                "status",
                                own.say(status + ".label")),
                        own.say(status + ".explanation"),
                        words.say("letter.reference", "reference", event.reference()))
                .leadingTo("/cases/" + event.matter(), words.say("letter.open"));
    }
}
