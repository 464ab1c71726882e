// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.FactSource;
import polity.kernel.catalogue.Obstacle;
import polity.kernel.catalogue.ServicePackage;
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
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        return Optional.ofNullable(how).map(ended -> {
            String label = "status." + ended + ".label";
            boolean early = ended.equals(Obstacle.ENDED) || !own.has(label);
            return SummaryList.Row.of(words.say("cases.status"))
                    .tagged(new Block.Tag(
                            early ? words.say("held.early") : own.say(label),
                            early ? Tone.WAITING : CasePages.tone(ended)));
        });
    }

    /**
     * What registers have told, so that it need not be asked: of each fact the fields for which the package has words, the
     * register that it comes from and the article that allows to read it.
     *
     * @param known by fact: an entry or a list of entries; nothing is shown of what no register has
     */
    List<Component> known(Collection<String> facts, Map<?, ?> known, Function<String, @Nullable Link> law) {
        Words words = frame.words("services");
        var cards = new ArrayList<Component>();
        for (String fact : facts) {
            List<?> entries =
                    known.get(fact) instanceof List<?> several ? several : Collections.singletonList(known.get(fact));
            service.origin(fact)
                    .ifPresent(source -> entries.stream()
                            .filter(Map.class::isInstance)
                            .map(entry -> rows(fact, source, (Map<?, ?>) entry))
                            .filter(rows -> !rows.isEmpty())
                            .forEach(rows -> {
                                Link article = law.apply(source.article());
                                if (article != null) {
                                    rows.add(SummaryList.Row.of(words.say("known.why"))
                                            .linking(List.of(article)));
                                }
                                cards.add(new Listing.SummaryCard(
                                        registers.name(source.register(), frame.language()),
                                        3,
                                        List.of(),
                                        new SummaryList(rows)));
                            }));
        }
        if (!cards.isEmpty()) {
            cards.add(0, new Block.Heading(words.say("known.title"), 2));
            cards.add(1, new Block.Paragraph(words.say("known.text")));
        }
        return cards;
    }

    private List<SummaryList.Row> rows(String fact, FactSource.Origin source, Map<?, ?> entry) {
        Words own = service.words(frame.language());
        var rows = new ArrayList<SummaryList.Row>();
        entry.forEach((field, value) -> {
            String key = "fact." + fact + "." + field;
            if (value != null && own.has(key)) {
                rows.add(SummaryList.Row.of(
                        own.say(key),
                        registers
                                .show(source.register(), String.valueOf(field), value, frame.words("services"))
                                .value()));
            }
        });
        return rows;
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
