// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.calendar.LimitRule.Counting;
import polity.kernel.calendar.TimeLimit.Extension;
import polity.kernel.calendar.TimeLimit.Pause;
import polity.kernel.calendar.YamlNode.Fields;
import polity.kernel.calendar.YamlNode.ProblemFound;
import polity.kernel.calendar.YamlNode.Text;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything a derivation can say has its words in each language, with the placeholders that it fills. */
class CalendarTextsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

    @TempDir
    private Path folder;

    @Test
    void every_reason_has_its_words_in_english_and_chinese() throws IOException, ProblemFound {
        var reasons = reasons();
        assertThat(reasons.stream().map(Reason::key).collect(Collectors.toSet()))
                .as("the test reaches all kinds of reasons")
                .contains(
                        "step.last.one-off",
                        "step.last.substitute",
                        "step.paused.lasting",
                        "note.extended.mixed",
                        "note.before.mixed",
                        "note.by-rule",
                        "source.library",
                        "day.one-off",
                        "step.clear-event");
        for (var language : List.of("en", "zh-Hans")) {
            var words = words(language);
            var locale = Locale.forLanguageTag(language);
            for (var reason : reasons) {
                var forms = reason.count().isEmpty()
                        ? List.of("")
                        : language.equals("en") ? List.of(".one", ".other") : List.of(".other");
                for (var form : forms) {
                    assertThat(words).containsKey(reason.key() + form);
                    assertThat(reason.parameters(locale).keySet())
                            .as(reason.key())
                            .containsAll(placeholders(words.getOrDefault(reason.key() + form, "")));
                }
                assertThat(reason.arguments(locale)).hasSize(2 * reason.values().size());
            }
        }
    }

    @Test
    void both_languages_say_the_same_things() throws IOException, ProblemFound {
        var english = words("en");
        var chinese = words("zh-Hans");
        var singular = new TreeSet<>(english.keySet());
        singular.removeIf(key -> key.endsWith(".one"));
        assertThat(chinese.keySet()).isEqualTo(singular);
        chinese.forEach((key, text) ->
                assertThat(placeholders(text)).as(key).isEqualTo(placeholders(english.getOrDefault(key, ""))));
    }

    /** All that a variety of limits says. */
    private List<Reason> reasons() {
        DataFolder.write(folder, "gb/england-and-wales/2031.yaml", """
                place: gb/england-and-wales
                year: 2031
                notices:
                  - title: {en: Proclamation}
                    published: 2029-01-01
                    one-off-holidays:
                      - name: {en: Celebration}
                        date: 2031-06-10
                """);
        var calendars = Calendars.with(folder);
        var reasons = new ArrayList<Reason>();
        for (var place : calendars.places()) {
            var calendar = calendars.of(place);
            for (var year : List.of(2026, 2027, 2031)) {
                reasons.addAll(calendar.sources(year));
                calendar.exceptions(year).forEach(day -> reasons.add(day.reason()));
            }
            for (var period : List.of("P1WD", "P3D", "P2W", "P1M", "P2Y", "P1Y2M3D")) {
                for (var counting : Counting.values()) {
                    for (var backward : List.of(true, false)) {
                        for (var moves : List.of(true, false)) {
                            var rule = new LimitRule(
                                    Period.parse(period), "event", counting, backward, moves, backward, "article 1");
                            LocalDate.of(2027, 12, 20)
                                    .datesUntil(LocalDate.of(2028, 1, 10))
                                    .forEach(event -> said(TimeLimit.of(rule, event, calendar), reasons));
                            LocalDate.of(2031, 6, 1)
                                    .datesUntil(LocalDate.of(2031, 6, 20))
                                    .forEach(event -> said(TimeLimit.of(rule, event, calendar), reasons));
                        }
                    }
                }
                var event = LocalDate.of(2026, 1, 31);
                said(
                        TimeLimit.of(LimitRule.of(Period.parse(period), "event"), event, calendar)
                                .with(Pause.between(event.plusDays(1), event.plusDays(2), "reason"))
                                .with(Pause.lasting(event.plusDays(3), event.plusDays(5), "reason"))
                                .with(Extension.by(Period.parse(period), "reason", "basis"))
                                .with(Extension.until(event.plusYears(9), "reason", "basis")),
                        reasons);
            }
        }
        return reasons.stream().distinct().toList();
    }

    private static void said(TimeLimit limit, List<Reason> reasons) {
        limit.steps().forEach(step -> reasons.add(step.reason()));
        reasons.addAll(limit.notes());
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> words(String language) throws IOException, ProblemFound {
        var file = Path.of("src/main/resources/text/calendar." + language + ".yaml");
        var words = new TreeMap<String, String>();
        flatten("", YamlNode.parse(Files.readString(file, StandardCharsets.UTF_8)), words);
        return words;
    }

    private static void flatten(String prefix, YamlNode node, Map<String, String> words) {
        switch (node) {
            case Text text ->
                assertThat(words.put(prefix, text.value())).as(prefix).isNull();
            case Fields fields ->
                fields.values()
                        .forEach((name, value) -> flatten(prefix.isEmpty() ? name : prefix + "." + name, value, words));
            case YamlNode.Items items -> assertThat(items.values()).as(prefix).isEmpty();
        }
    }
}
