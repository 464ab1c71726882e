// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.cases.CaseRefunded;
import polity.kernel.cases.CaseStatusChanged;
import polity.kernel.cases.EntryEnds;
import polity.kernel.cases.Preview;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.forms.Drafts;
import polity.kernel.forms.Uploads;
import polity.kernel.notification.Notifications;
import polity.kernel.page.DeskTask;
import polity.kernel.page.Vocabulary;
import polity.kernel.search.TextIndex;

@Configuration(proxyBeanMethods = false)
class ServicesConfiguration {

    @Bean
    ServiceEntries serviceEntries(Catalogue catalogue, Vocabulary vocabulary, TextIndex index) {
        return new ServiceEntries(catalogue, vocabulary, index);
    }

    @Bean
    CaseLetters<CaseStatusChanged> caseLetters(
            Notifications notifications, Catalogue catalogue, Vocabulary vocabulary) {
        return new CaseLetters<>(
                "services.case-letters",
                CaseStatusChanged.class,
                CaseLetters::status,
                notifications,
                catalogue,
                vocabulary);
    }

    @Bean
    CaseLetters<CaseRefunded> refundLetters(
            Notifications notifications, Catalogue catalogue, Vocabulary vocabulary) {
        return new CaseLetters<>(
                "services.refund-letters",
                CaseRefunded.class,
                CaseLetters::refunded,
                notifications,
                catalogue,
                vocabulary);
    }

    @Bean
    CaseLetters<EntryEnds> endLetters(Notifications notifications, Catalogue catalogue, Vocabulary vocabulary) {
        return new CaseLetters<>(
                "services.end-letters", EntryEnds.class, CaseLetters::end, notifications, catalogue, vocabulary);
    }

    @Bean
    Askings askings(Catalogue catalogue, Drafts drafts, Uploads uploads, Preview preview, InstantSource clock) {
        return new Askings(catalogue, drafts, uploads, preview, clock);
    }

    @Bean
    CaseRequests caseRequests(JsonMapper json) {
        return new CaseRequests(json);
    }

    @Bean
    DeskTask reviews(Vocabulary vocabulary) {
        return task("/desk/reviews", 10, ReviewPages.PERMISSION, "reviews.title", vocabulary);
    }

    @Bean
    DeskTask entries(Vocabulary vocabulary) {
        return task("/desk/services", 20, EntryPages.READING, "entries.title", vocabulary);
    }

    private static DeskTask task(String path, int order, String permission, String title, Vocabulary vocabulary) {
        return new DeskTask(
                path,
                order,
                permission,
                language -> vocabulary.words("services", language).say(title));
    }
}
