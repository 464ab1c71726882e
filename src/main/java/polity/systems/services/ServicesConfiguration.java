// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import polity.kernel.authority.Authority;
import polity.kernel.authority.Unit;
import polity.kernel.calendar.CalendarDataNotValid;
import polity.kernel.cases.CaseRefunded;
import polity.kernel.cases.CaseStatusChanged;
import polity.kernel.cases.Cases;
import polity.kernel.cases.EntryEnds;
import polity.kernel.cases.Preview;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.catalogue.WorkingDays;
import polity.kernel.forms.Drafts;
import polity.kernel.forms.Uploads;
import polity.kernel.handling.Handling;
import polity.kernel.identity.PersonId;
import polity.kernel.node.CannotStart;
import polity.kernel.notification.Notifications;
import polity.kernel.page.DeskTask;
import polity.kernel.page.Vocabulary;
import polity.kernel.reviewing.Reviews;
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
    CaseLetters<Cases.Upheld> reviewLetters(Notifications notifications, Catalogue catalogue, Vocabulary vocabulary) {
        return new CaseLetters<>(
                "services.review-letters",
                Cases.Upheld.class,
                CaseLetters::upheld,
                notifications,
                catalogue,
                vocabulary);
    }

    @Bean
    CaseLetters<CaseRefunded> refundLetters(Notifications notifications, Catalogue catalogue, Vocabulary vocabulary) {
        return new CaseLetters<>(
                "services.refund-letters",
                CaseRefunded.class,
                CaseLetters::refunded,
                notifications,
                catalogue,
                vocabulary);
    }

    @Bean
    CaseLetters<Handling.Waits> stepLetters(Notifications notifications, Catalogue catalogue, Vocabulary vocabulary) {
        return new CaseLetters<>(
                "services.step-letters",
                Handling.Waits.class,
                CaseLetters::waits,
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
    Asking.Keeper askings(Catalogue catalogue, Drafts drafts, Uploads uploads, Preview preview, InstantSource clock) {
        return new Asking.Keeper(catalogue, drafts, uploads, preview, clock);
    }

    @Bean
    Deadlines deadlines(WorkingDays days, Catalogue catalogue, InstantSource clock) {
        try {
            return new Deadlines(days.calendar(), catalogue, clock);
        } catch (CalendarDataNotValid e) {
            throw new CannotStart("The calendar can't be used: " + e.getMessage(), e);
        }
    }

    @Bean
    DeskTask reviews(
            Reviews reviews, Catalogue catalogue, Authority authority, Vocabulary vocabulary, Deadlines deadlines) {
        return new DeskTask(
                "/desk/reviews",
                10,
                ReviewPages.PERMISSION,
                () -> units(catalogue.known().stream()),
                language -> vocabulary.words("services", language).say("reviews.title"),
                (viewer, language) -> deadlines.waiting(
                        reviews.due(
                                viewer.person(),
                                () ->
                                        authority
                                                .unitsWhere(new PersonId(viewer.person()), ReviewPages.PERMISSION)
                                                .stream()
                                                .map(Unit::code)
                                                .toList()),
                        vocabulary.words("services", language)));
    }

    @Bean
    DeskTask officialTasks(
            Handling handling, Catalogue catalogue, Authority authority, Vocabulary vocabulary, InstantSource clock) {
        return new DeskTask(
                "/desk/tasks",
                5,
                TaskPages.PERMISSION,
                () -> catalogue.known().stream()
                        .flatMap(service -> service.course().stream())
                        .flatMap(course -> course.steps().values().stream())
                        .flatMap(step -> step.unit().stream())
                        .collect(Collectors.toUnmodifiableSet()),
                language -> vocabulary.words("services", language).say("tasks.title"),
                (viewer, language) -> InboxPages.waiting(
                        handling.due(
                                viewer.person(),
                                () -> authority.unitsWhere(new PersonId(viewer.person()), TaskPages.PERMISSION).stream()
                                        .map(Unit::code)
                                        .toList()),
                        clock.instant(),
                        vocabulary.words("services", language)));
    }

    @Bean
    DeskTask entries(Catalogue catalogue, Vocabulary vocabulary) {
        return new DeskTask(
                "/desk/services",
                20,
                EntryPages.READING,
                () -> units(catalogue.known().stream()
                        .filter(service -> service.desk().isPresent())),
                language -> vocabulary.words("services", language).say("entries.title"),
                (_, language) -> vocabulary.words("services", language).say("entries.text"));
    }

    private static Set<String> units(Stream<ServicePackage> services) {
        return services.map(ServicePackage::unit).collect(Collectors.toUnmodifiableSet());
    }
}
