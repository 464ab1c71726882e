// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import polity.kernel.cases.CaseView;
import polity.kernel.catalogue.Counted;
import polity.kernel.catalogue.FactSource;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.holdings.Holdings;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Tone;
import polity.kernel.page.Words;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** Register entries in words; ids of persons are left out, since they say nothing to anybody. */
record EntryTable(Registers registers, ServicePackage service, Frame frame) {

    /** Of an entry the fields that it has of its own, and that are said in other words. */
    private static final Set<String> SAID_OTHERWISE = Set.of("id", "valid_from", "valid_to", "ended");

    SummaryList of(RegisterEntry entry) {
        return new SummaryList(entry.data().entrySet().stream()
                .filter(field -> field.getValue() != null && !isId(field.getValue()))
                .map(field ->
                        registers.show(entry.register(), field.getKey(), field.getValue(), frame.words("services")))
                .map(shown -> SummaryList.Row.of(shown.label(), shown.value()))
                .toList());
    }

    /** What officials read of it: its holder stands first. */
    SummaryList of(Holdings.Held held) {
        var rows = new ArrayList<SummaryList.Row>();
        if (!held.holder().isEmpty()) {
            rows.add(SummaryList.Row.of(frame.words("services").say("entries.holder"), held.holder()));
        }
        rows.addAll(of(held.entry()).rows());
        return new SummaryList(rows);
    }

    /** What its holder reads of an entry: the fields that the package names. */
    SummaryList held(String register, Map<String, @Nullable Object> entry) {
        return new SummaryList(fields(entry).stream()
                .map(field -> registers.show(register, field, entry.get(field), frame.words("services")))
                .map(shown -> SummaryList.Row.of(shown.label(), shown.value()))
                .toList());
    }

    private List<String> fields(Map<String, @Nullable Object> entry) {
        Collection<String> named = service.held().isEmpty() ? entry.keySet() : service.held();
        return named.stream()
                .filter(field -> !SAID_OTHERWISE.contains(field) && entry.get(field) != null && !isId(entry.get(field)))
                .toList();
    }

    /** What an entry is called: in the words of the package about its fields, or as its register is. */
    String title(String register, Map<String, @Nullable Object> entry) {
        Words own = service.words(frame.language());
        if (!own.has("held.title")) {
            return registers.name(register, frame.language());
        }
        var values = new ArrayList<Object>();
        for (String field : fields(entry)) {
            values.add(field);
            values.add(registers
                    .show(register, field, entry.get(field), frame.words("services"))
                    .value());
        }
        return own.say("held.title", values.toArray());
    }

    /** That an entry was brought to an end before its time. */
    Optional<SummaryList.Row> ended(@Nullable String how) {
        return early(how)
                .map(tag -> SummaryList.Row.of(frame.words("services").say("cases.status"))
                        .tagged(tag));
    }

    /** Where an entry stands: whether it holds at the instant, or how it was brought to an end before its time. */
    Block.Tag standing(RegisterEntry entry, Instant at) {
        Words words = frame.words("services");
        if (isOver(entry, at)) {
            return early(entry.ended())
                    .filter(_ -> !Obstacle.ENDED.equals(entry.ended()))
                    .orElseGet(() -> new Block.Tag(words.say("entries.ended"), Tone.NEUTRAL));
        }
        return early(entry.ended())
                .orElseGet(() -> entry.validFrom().isAfter(at)
                        ? new Block.Tag(words.say("entries.to-come"), Tone.WAITING)
                        : new Block.Tag(words.say("entries.valid"), Tone.SUCCESS));
    }

    /** Whether it no longer holds. */
    static boolean isOver(RegisterEntry entry, Instant at) {
        Instant end = entry.validTo();
        return end != null && !end.isAfter(at);
    }

    private Optional<Block.Tag> early(@Nullable String how) {
        Words own = service.words(frame.language());
        return Optional.ofNullable(how).map(ended -> {
            String label = "status." + ended + ".label";
            return ended.equals(Obstacle.ENDED) || !own.has(label)
                    ? new Block.Tag(frame.words("services").say("held.early"), Tone.WAITING)
                    : new Block.Tag(own.say(label), Standing.tone(ended));
        });
    }

    /**
     * What registers have told, so that it need not be asked: of each fact the fields for which the package has words, the
     * register that it comes from and the article that allows to read it.
     *
     * @param known by fact: an entry or a list of entries; nothing is shown of what no register has
     */
    List<Component> known(Collection<String> facts, Map<?, ?> known, Function<String, @Nullable Link> law) {
        return told("known", facts, known, law);
    }

    /** What was read for a case, as he sees it whose case it is. */
    List<Component> read(CaseView view, Function<String, @Nullable Link> law) {
        List<String> facts = service.form(view.procedure()).stream()
                .flatMap(form -> form.path(view.answers(), _ -> view.known()).stream())
                .flatMap(page -> page.facts().stream())
                .distinct()
                .toList();
        return view.known().get("facts") instanceof Map<?, ?> known ? told("read", facts, known, law) : List.of();
    }

    private List<Component> told(
            String what, Collection<String> facts, Map<?, ?> known, Function<String, @Nullable Link> law) {
        Words words = frame.words("services");
        var cards = new ArrayList<Component>();
        for (String fact : facts) {
            service.origin(fact)
                    .ifPresent(source -> cards.addAll(cards(
                            source, known.get(fact), entry -> rows(fact, source, entry), words.say("known.why"), law)));
        }
        if (!cards.isEmpty()) {
            cards.add(0, new Block.Heading(words.say(what + ".title"), 2));
            cards.add(1, new Block.Paragraph(words.say(what + ".text")));
        }
        return cards;
    }

    /**
     * All that the rules have seen of some facts, as officials read it: every field by the register's own name.
     *
     * @param facts by name: an entry, a list of entries, or nothing
     * @param applicant his id; of anybody else is only said that it is somebody else
     */
    List<Component> seen(Map<?, ?> facts, Set<String> used, String applicant, Function<String, @Nullable Link> law) {
        Words words = frame.words("services");
        var cards = new ArrayList<Component>();
        facts.forEach((fact, found) -> service.origin(String.valueOf(fact))
                .filter(_ -> used.isEmpty() || used.contains(String.valueOf(fact)))
                .ifPresent(source -> cards.addAll(cards(
                        source,
                        found,
                        entry -> fields(source.register(), entry, applicant),
                        words.say("seen.why"),
                        law))));
        return cards;
    }

    /** Each entry that was found with its register and, below what is shown of it, the article that opens it. */
    private List<Listing.SummaryCard> cards(
            FactSource.Origin source,
            @Nullable Object found,
            Function<Map<?, ?>, List<SummaryList.Row>> shown,
            String why,
            Function<String, @Nullable Link> law) {
        List<?> entries = found instanceof List<?> several ? several : Collections.singletonList(found);
        Link article = law.apply(source.article());
        return entries.stream()
                .filter(Map.class::isInstance)
                .map(entry -> shown.apply((Map<?, ?>) entry))
                .filter(rows -> !rows.isEmpty())
                .map(rows -> {
                    if (article != null) {
                        rows.add(SummaryList.Row.of(why).linking(List.of(article)));
                    }
                    return new Listing.SummaryCard(
                            registers.name(source.register(), frame.language()), 3, List.of(), new SummaryList(rows));
                })
                .toList();
    }

    private List<SummaryList.Row> fields(String register, Map<?, ?> entry, String applicant) {
        Words words = frame.words("services");
        var rows = new ArrayList<SummaryList.Row>();
        for (String field : registers.fields(register)) {
            Object value = entry.get(field);
            if (value != null) {
                Registers.Shown shown = shown(register, field, value);
                String text = isId(value)
                        ? words.say(applicant.equals(value) ? "seen.applicant" : "seen.somebody")
                        : shown.value();
                rows.add(SummaryList.Row.of(shown.label(), text));
            }
        }
        return rows;
    }

    /** How many entries the rules have counted of each limit that applied, and which ones were counted. */
    List<SummaryList.Row> counted(List<Counted> limits, Map<String, Long> counts) {
        Words words = frame.words("services");
        var rows = new ArrayList<SummaryList.Row>();
        for (Counted limit : limits) {
            Long count = counts.get(limit.limit());
            if (limit.key() != null && count != null) {
                String of = limit.where().entrySet().stream()
                        .map(field -> registers.show(limit.register(), field.getKey(), field.getValue(), words))
                        .map(shown -> words.say("seen.field", "label", shown.label(), "value", shown.value()))
                        .collect(Collectors.joining(words.say("seen.and")));
                rows.add(SummaryList.Row.of(
                        of, words.count("seen.entries", count), registers.name(limit.register(), frame.language())));
            }
        }
        return rows;
    }

    private List<SummaryList.Row> rows(String fact, FactSource.Origin source, Map<?, ?> entry) {
        Words own = service.words(frame.language());
        var rows = new ArrayList<SummaryList.Row>();
        for (String field : registers.fields(source.register())) {
            String key = "fact." + fact + "." + field;
            Object value = entry.get(field);
            if (value != null && own.has(key)) {
                rows.add(SummaryList.Row.of(
                        own.say(key), shown(source.register(), field, value).value()));
            }
        }
        return rows;
    }

    /** Whole numbers come as integers from what is kept with a case, and as long ones from a register. */
    private Registers.Shown shown(String register, String field, Object value) {
        return registers.show(
                register, field, value instanceof Integer whole ? whole.longValue() : value, frame.words("services"));
    }

    private static boolean isId(Object value) {
        try {
            return value instanceof String text
                    && UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
