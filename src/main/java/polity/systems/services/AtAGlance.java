// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import polity.kernel.catalogue.ServicePackage;
import polity.kernel.catalogue.ServicePackage.Term;
import polity.kernel.law.Law;
import polity.kernel.page.Block;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Link;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Words;

/** A service at a glance: who it is for, what it costs and how long it takes; for people and for machines. */
record AtAGlance(ServicePackage service, Frame frame, Law law, Instant at) {

    private static final Pattern PERIOD = Pattern.compile("P(?:(\\d{1,4})(WD|[YMWD])|T(\\d{1,4})([HMS]))");

    SummaryList facts() {
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        var rows = new ArrayList<SummaryList.Row>();
        if (own.has("service.who")) {
            rows.add(SummaryList.Row.of(words.say("service.who"), own.say("service.who")));
        }
        if (own.has("service.cost")) {
            rows.add(SummaryList.Row.of(words.say("service.cost"), own.say("service.cost", amounts(own))));
        }
        List<String> time = Stream.of(
                        period("promised_period", "service.promised"), period("legal_period", "service.by-law"))
                .flatMap(Optional::stream)
                .toList();
        if (!time.isEmpty()) {
            rows.add(SummaryList.Row.of(words.say("service.time"), time.toArray(String[]::new))
                    .linking(citations(service.term("legal_period").map(Term::article).stream()
                            .filter(Objects::nonNull)
                            .toList())));
        }
        rows.add(SummaryList.Row.of(words.say("service.law")).linking(citations(service.legalBasis())));
        return new SummaryList(rows);
    }

    /** What the rules decided can be looked at again, and until when. */
    String remedy() {
        Words words = frame.words("services");
        return period("objection_period", "service.object")
                .map(objection -> words.say("service.review") + " " + objection)
                .orElseGet(() -> words.say("service.review"));
    }

    /** As schema.org describes a {@code GovernmentService}. */
    Block.LinkedData linked(URI address) {
        Words own = service.words(frame.language());
        String page = address.resolve("/services/" + service.code()).toString();
        List<String> languages = Stream.of(Language.values()).map(Language::tag).toList();
        var thing = new LinkedHashMap<String, Object>();
        thing.put("@context", "https://schema.org");
        thing.put("@type", "GovernmentService");
        thing.put("@id", page);
        thing.put("url", page);
        thing.put("name", own.say("service.title"));
        thing.put("description", own.say("service.summary"));
        thing.put("serviceType", service.topics());
        thing.put(
                "audience",
                service.audience().stream()
                        .map(each -> Map.of("@type", "Audience", "audienceType", own.say("audience." + each)))
                        .toList());
        thing.put(
                "provider",
                Map.of(
                        "@type",
                        "GovernmentOrganization",
                        "name",
                        frame.site().name(frame.language()),
                        "url",
                        address.resolve("/").toString()));
        var channel = new LinkedHashMap<String, Object>();
        channel.put("@type", "ServiceChannel");
        channel.put("serviceUrl", page);
        channel.put("availableLanguage", languages);
        service.term("promised_period").ifPresent(term -> channel.put("processingTime", term.period()));
        thing.put("availableChannel", channel);
        Map<String, Long> amounts = service.amounts(at);
        Long least = amounts.get("least");
        Long most = amounts.get("most");
        if (least != null && most != null) {
            thing.put(
                    "offers",
                    Map.of(
                            "@type",
                            "AggregateOffer",
                            "priceCurrency",
                            service.currency().getCurrencyCode(),
                            "lowPrice",
                            plain(least),
                            "highPrice",
                            plain(most)));
        }
        return new Block.LinkedData(thing);
    }

    private List<Link> citations(List<String> articles) {
        var outcome = Outcome.now(service, frame, law);
        return articles.stream().map(outcome::citation).filter(Objects::nonNull).toList();
    }

    private Object[] amounts(Words own) {
        return service.amounts(at).entrySet().stream()
                .flatMap(amount -> Stream.of(amount.getKey(), own.money(amount.getValue(), service.currency())))
                .toArray();
    }

    private String plain(long minor) {
        return BigDecimal.valueOf(minor, Math.max(0, service.currency().getDefaultFractionDigits()))
                .toPlainString();
    }

    /** A period of the service in a sentence; none where it has none or the words know no such period. */
    private Optional<String> period(String term, String sentence) {
        Words words = frame.words("services");
        return service.term(term)
                .map(Term::period)
                .flatMap(period -> said(period, words))
                .map(period -> words.say(sentence, "period", period));
    }

    /** A period of one part, such as {@code P10WD}, in words; empty where these know none. */
    static Optional<String> said(String period, Words words) {
        Matcher parts = PERIOD.matcher(period);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                parts.group(1) != null
                        ? words.count("period." + parts.group(2), Long.parseLong(parts.group(1)))
                        : words.count("period.T" + parts.group(4), Long.parseLong(parts.group(3))));
    }
}
