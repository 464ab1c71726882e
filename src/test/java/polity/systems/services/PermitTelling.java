// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import polity.kernel.audit.Audit;
import polity.kernel.audit.Recorded;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.registers.Registers;
import polity.testing.Browsing;
import polity.testing.Residents;
import polity.testing.Residents.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What a resident and those who deal with him do with a permit, as tests tell it. */
abstract class PermitTelling {

    static final String SERVICE = "/services/residents-parking-permit";
    static final int MOST_LOOKS = 50_000;
    final LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
    final Resident resident = Residents.withAccountIn(Residents.zone(3));
    final Browsing citizen = Browsing.signedIn(Zone.PUBLIC, resident.email());

    /** What the log says about it, once this is sequenced there. */
    static List<String> acts(String kind, UUID subject, String name) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<String> acts = Zone.JOBS.call(() -> RunningPolity.part(Transactions.class)
                    .read(
                            Context.visitor("test"),
                            () ->
                                    RunningPolity.part(Audit.class)
                                            .about(kind, subject.toString(), Long.MAX_VALUE, 50)
                                            .stream()
                                            .map(Recorded::content)
                                            .toList()));
            if (acts.stream().anyMatch(act -> act.contains('"' + name + '"'))) {
                return acts;
            }
        }
        return List.of();
    }

    // --- as a citizen

    String applied(String months) {
        return sent(
                citizen,
                Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "resident", "registration", resident.registration(), "months", months));
    }

    String done(String permit, String procedure, Map<String, String> answers) {
        String begin = Browsing.target(citizen.get(permit + "/" + procedure));
        return drafted(action(citizen.get(begin).body()), procedure, answers);
    }

    String drafted(String drafts, String procedure, Map<String, String> answers) {
        return sent(citizen, Browsing.target(citizen.post(drafts, "procedure", procedure)), answers);
    }

    /** Answers all questions of a draft, those not named as they are proposed, and sends it. */
    static String sent(Browsing browser, String draft, Map<String, String> answers) {
        String next = Browsing.target(browser.get(draft));
        for (int page = 0; page < 8 && !next.endsWith("/check"); page++) {
            Map<String, String> fields = Fields.of(browser.get(next).body());
            fields.replaceAll((name, proposed) -> answers.getOrDefault(name, proposed));
            HttpResponse<String> answer = browser.post(next, pairs(fields));
            assertThat(answer.statusCode()).as(next + " " + fields).isEqualTo(303);
            next = Browsing.target(answer);
        }
        return Browsing.target(browser.post(next));
    }

    /** The case that was sent last. */
    String newest() {
        return link(citizen.get("/cases").body(), "/cases/[0-9a-f-]{36}");
    }

    /** Pays on the card page and returns the case once the payment has arrived. */
    String paid(String card) {
        assertThat(card).startsWith("/demonstration/card/");
        String permit = Browsing.target(citizen.post(card, "card", "pays")).replaceAll("\\?.*", "");
        until(permit, page -> page.contains(">Paid<"));
        return permit;
    }

    String code(String permit) {
        return codes(until(permit, page -> page.contains("/documents/")));
    }

    static String codes(String page) {
        Matcher code = Pattern.compile("code ([0-9A-Z-]{15,})").matcher(page);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    /** Ids in addresses may hold groups of four digits as well. */
    String number(String permit) {
        return link(citizen.get(permit).body(), "(?<![0-9a-z-])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9a-z-])");
    }

    static String hidden(String registration) {
        return registration.substring(0, 2) + "•••" + registration.substring(registration.length() - 2);
    }

    static String verified(String code) {
        return new Browsing(Zone.PUBLIC).get("/verify/" + code).body();
    }

    /** The page once it says so: background work follows the commit by a moment. */
    String until(String path, Predicate<String> says) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            String page = citizen.get(path).body();
            if (says.test(page)) {
                return page;
            }
            Residents.run("sample-card-webhooks");
            Residents.run("payment-refunds");
        }
        throw new AssertionError(path + " never said so: " + citizen.get(path).body());
    }

    /** The letter of this subject, once it is there. */
    String letter(String subject) {
        String letters = until("/messages", page -> page.contains(subject));
        return citizen.get(link(letters, "/messages/[0-9a-f-]{36}(?=\"[^>]*>" + subject + ")"))
                .body();
    }

    /** A permit of the resident that ends soon, as if it had been granted long ago. */
    UUID ending(LocalDate last, String standing) {
        ZoneId place = ZoneId.of("Europe/London");
        var entry = new HashMap<String, Object>(Map.of(
                "number",
                "T-" + UUID.randomUUID().toString().substring(0, 20),
                "product",
                "resident",
                "from",
                last.minusMonths(12),
                "to",
                last,
                "registration",
                resident.registration(),
                "masked",
                "TE•••XX",
                "holder",
                resident.person(),
                "months",
                12,
                "fee",
                6500));
        entry.put("standing", standing);
        entry.put("zone", resident.zone());
        entry.put("household", "T-1");
        entry.put("address", "1 Test Street");
        Instant begins = last.minusMonths(12).atStartOfDay(place).toInstant();
        Instant ends = last.plusDays(1).atStartOfDay(place).toInstant();
        return Zone.JOBS.call(() -> RunningPolity.part(Transactions.class)
                .write(
                        Context.visitor("test"),
                        () -> RunningPolity.part(Registers.class).insert("permits", entry, begins, ends)));
    }

    // --- as an official

    static void revoked(Browsing official, String entry) {
        HttpResponse<String> revoked = official.post(
                entry + "/revoke",
                "key",
                UUID.randomUUID().toString(),
                "ground",
                "false-statement",
                "heard",
                "heard",
                "explanation",
                "The address was another.",
                "sure",
                "yes");
        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(303);
    }

    static Map<String, String> day(String field, LocalDate day) {
        return Map.of(
                field + "-day",
                "" + day.getDayOfMonth(),
                field + "-month",
                "" + day.getMonthValue(),
                field + "-year",
                "" + day.getYear());
    }

    static String[] pairs(Map<String, String> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> java.util.stream.Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }

    static String action(String page) {
        return link(page, SERVICE + "/drafts\\?entry=[0-9a-f-]{36}");
    }

    static String link(String page, String pattern) {
        Matcher link = Pattern.compile(pattern).matcher(page);
        assertThat(link.find()).as(pattern + " in " + page).isTrue();
        return link.group();
    }
}
