// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

/** Every word stands in a file of texts, and in every language. */
class WordsTest {
    private static final Path TEXTS = House.ROOT.resolve("src/main/resources/text");
    private static final Pattern TYPED_BADLY =
            Pattern.compile("[A-Za-z]'[A-Za-z]|\\p{IsHan}(?<!例如) [0-9A-Za-z{]|[0-9A-Za-z}] \\p{IsHan}");
    private static final Pattern STRAIGHT = Pattern.compile("[A-Za-z]'[A-Za-z]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*)}");

    @Test
    void every_text_exists_in_every_language_with_the_same_placeholders() {
        var modules = new TreeMap<String, Map<Language, Map<String, String>>>();
        for (var file : House.list(TEXTS)) {
            var name = file.getFileName().toString().split("\\.", -1);
            var language = Language.ofTag(name[1]);
            assertThat(language).as(House.shown(file)).isPresent();
            modules.computeIfAbsent(name[0], _ -> new TreeMap<>()).put(language.orElseThrow(), read(file));
        }
        assertThat(modules).containsKey("page");
        var faults = new ArrayList<String>();
        modules.forEach((module, languages) -> faults.addAll(differences(module, languages)));
        House.require("Say these in every language, with the same placeholders:", faults);
    }

    @Test
    void texts_have_curly_apostrophes_and_chinese_leaves_no_gap_beside_digits_and_letters() {
        var faults = new ArrayList<String>();
        Stream<Path> packages = House.list(House.ROOT.resolve("services")).stream()
                .filter(Files::isDirectory)
                .flatMap(folder -> House.list(folder).stream())
                .filter(file -> file.getFileName().toString().startsWith("text."));
        Stream.concat(House.list(TEXTS).stream(), packages)
                .forEach(file -> read(file).forEach((key, text) -> {
                    // An English text may quote a Chinese word, with spaces around it.
                    boolean chinese = file.getFileName().toString().contains("zh-Hans");
                    if ((chinese ? TYPED_BADLY : STRAIGHT).matcher(text).find()) {
                        faults.add(House.shown(file) + " " + key + ": " + text);
                    }
                }));
        House.require("Write ’ for ', and Chinese without a space beside digits, letters and placeholders:", faults);
        assertThat(TYPED_BADLY.matcher("can't").find()).isTrue();
        assertThat(TYPED_BADLY.matcher("至少 {least}个").find()).isTrue();
        assertThat(TYPED_BADLY.matcher("至少{least} 个").find()).isTrue();
        assertThat(TYPED_BADLY.matcher("例如 NB21 CAR。can’t").find()).isFalse();
    }

    private static Map<String, String> read(Path file) {
        return Vocabulary.read(new ByteArrayInputStream(House.read(file).getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> differences(String module, Map<Language, Map<String, String>> languages) {
        var faults = new ArrayList<String>();
        var keys = languages.values().stream()
                .flatMap(texts -> texts.keySet().stream())
                .map(WordsTest::unplural)
                .collect(Collectors.toCollection(TreeSet::new));
        for (var language : Language.values()) {
            var texts = languages.getOrDefault(language, Map.of());
            for (var key : keys) {
                for (var form : forms(key, language, languages.values())) {
                    if (!texts.containsKey(form)) {
                        faults.add("text/%s.%s.yaml lacks %s".formatted(module, language.tag(), form));
                    }
                }
            }
        }
        for (var key : keys) {
            var placeholders = languages.values().stream()
                    .map(texts -> placeholders(texts.getOrDefault(key, texts.getOrDefault(key + ".other", ""))))
                    .collect(Collectors.toSet());
            if (placeholders.size() > 1) {
                faults.add(
                        "text/%s: %s has other placeholders in each language: %s".formatted(module, key, placeholders));
            }
        }
        return faults;
    }

    private static Set<String> forms(String key, Language language, Collection<Map<String, String>> all) {
        return all.stream().anyMatch(texts -> texts.containsKey(key + ".other"))
                ? pluralForms(language).stream().map(form -> key + "." + form).collect(Collectors.toSet())
                : Set.of(key);
    }

    /** The plural categories of CLDR that whole numbers have in this language. */
    private static Set<String> pluralForms(Language language) {
        return switch (language) {
            case EN -> Set.of("one", "other");
            case ZH_HANS -> Set.of("other");
        };
    }

    private static String unplural(String key) {
        return key.replaceFirst("\\.(one|other)$", "");
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    @Test
    void templates_hold_no_words_and_nothing_that_the_content_security_policy_refuses() {
        var faults = new ArrayList<String>();
        for (var file : House.files(".jte")) {
            Template.faults(House.read(file)).forEach(fault -> faults.add(House.shown(file) + ": " + fault));
        }
        House.require("Put words into src/main/resources/text, and style, script and handlers into web/src:", faults);
    }

    @Test
    void a_word_or_an_inline_script_in_a_template_is_found_and_code_is_not() {
        assertThat(Template.faults("@param String name\n<p class=\"a\">${name}</p>"))
                .isEmpty();
        assertThat(Template.faults("@if(x.equals(\"Word)\"))<br>@else${a ? \"b}\" : \"c\"}@endif &nbsp;·"))
                .isEmpty();
        assertThat(Template.faults("@template.a.b(frame, content = @`<p>${x}</p>`)"))
                .isEmpty();
        assertThat(Template.faults("<%-- why --%><a title=\"${x}\" href=\"/a\">${y}</a>"))
                .isEmpty();
        assertThat(Template.faults("<p>Hello</p>")).containsExactly("Hello");
        assertThat(Template.faults("<p>${x} 你好</p>")).containsExactly("你好");
        assertThat(Template.faults("@template.a.b(content = @`<p>Inner</p>`)")).containsExactly("Inner");
        assertThat(Template.faults("@for(var a : b)Each @endfor")).containsExactly("Each");
        assertThat(Template.faults("<a title=\"Close\">${y}</a>")).containsExactly("title=\"Close\"");
        assertThat(Template.faults("<a aria-label=\"${x} more\">")).containsExactly("aria-label=\"${} more\"");
        assertThat(Template.faults("<a onclick=\"${x}\">")).containsExactly("onclick=\"${}\"");
        assertThat(Template.faults("<p style=\"a:b\">")).containsExactly("style=\"a:b\"");
        assertThat(Template.faults("<script>let a</script>")).contains("<script> without src");
        assertThat(Template.faults("<script type=\"module\" src=\"${x}\"></script>"))
                .isEmpty();
    }

    @Test
    void a_text_that_lacks_in_a_language_is_found() {
        var texts = Map.of(
                Language.EN, Map.of("a", "{x}", "b.one", "one", "b.other", "{count}"),
                Language.ZH_HANS, Map.of("a", "{y}", "b.other", "{count}", "c", "c"));
        assertThat(differences("m", texts))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("m.en.yaml lacks c"))
                .anyMatch(fault -> fault.contains("a has other placeholders"));
        assertThat(differences(
                        "m", Map.of(Language.EN, Map.of("b.other", "x"), Language.ZH_HANS, Map.of("b.other", "x"))))
                .containsExactly("text/m.en.yaml lacks b.one");
    }

    /** What a template says by itself: read as jte reads it, as far as that tells code from content. */
    private static final class Template {
        private static final Pattern LINE = Pattern.compile("(?m)^@(?:param|import)\\b.*$|<%--[\\s\\S]*?--%>");
        private static final Pattern OPENING =
                Pattern.compile("@(?:if|elseif|for)\\s*\\(|@template\\.[\\w.]+\\s*\\(|\\$(?:unsafe)?\\{|!\\{");
        private static final Pattern WORDLESS = Pattern.compile("@(?:else|endif|endfor|endraw|raw)\\b|&#?\\w+;");
        private static final Pattern TAG = Pattern.compile("<[^<>]*>");
        private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]+)=\"([^\"]*)\"");
        private static final Pattern WORD = Pattern.compile("\\p{L}+");
        private static final Pattern SPOKEN =
                Pattern.compile("aria-label|aria-description|title|alt|placeholder|content");
        private static final Pattern REFUSED = Pattern.compile("style|on\\w+");
        // Stands for an expression while tags are looked at; not a letter.
        private static final String GAP = "\u0001";

        private final List<String> faults = new ArrayList<>();

        static List<String> faults(String source) {
            var template = new Template();
            template.read(LINE.matcher(source).replaceAll(""));
            return template.faults;
        }

        private void read(String source) {
            var markup = withoutCode(source);
            TAG.matcher(markup).results().map(MatchResult::group).forEach(this::readTag);
            var text = WORDLESS.matcher(TAG.matcher(markup).replaceAll(" ")).replaceAll(" ");
            WORD.matcher(text).results().map(MatchResult::group).forEach(faults::add);
        }

        private void readTag(String tag) {
            // Linked data is data: the browser doesn't run it, and the policy says nothing about it.
            if (tag.equals("<script type=\"application/ld+json\">")) {
                return;
            }
            if (tag.matches("<script(?!.*\\bsrc=).*|<style.*")) {
                faults.add(tag.matches("<script.*") ? "<script> without src" : tag);
            }
            ATTRIBUTE.matcher(tag).results().forEach(attribute -> {
                var name = attribute.group(1);
                var spoken = SPOKEN.matcher(name).matches()
                        && !tag.startsWith("<meta")
                        && WORD.matcher(attribute.group(2)).find();
                if (spoken || REFUSED.matcher(name).matches()) {
                    faults.add(attribute.group().replace(GAP, "${}"));
                }
            });
        }

        /** Leaves a gap for each piece of code, and reads the content that stands within it. */
        private String withoutCode(String source) {
            var markup = new StringBuilder();
            var opening = OPENING.matcher(source);
            var at = 0;
            while (opening.find(at)) {
                var end = endOfCode(source, opening.end());
                markup.append(source, at, opening.start()).append(GAP);
                at = end;
            }
            return markup.append(source.substring(at)).toString();
        }

        /** Where the bracket that was just opened is closed; strings are passed over, and content is read. */
        private int endOfCode(String source, int start) {
            var depth = 1;
            var at = start;
            while (at < source.length() && depth > 0) {
                var here = source.charAt(at);
                if (source.startsWith("@`", at)) {
                    at = endOfContent(source, at + 2);
                    continue;
                }
                if (here == '"') {
                    at = endOfString(source, at + 1);
                    continue;
                }
                if (here == '(' || here == '{') {
                    depth++;
                } else if (here == ')' || here == '}') {
                    depth--;
                }
                at++;
            }
            return at;
        }

        private int endOfContent(String source, int start) {
            var at = start;
            while (at < source.length() && source.charAt(at) != '`') {
                var opening = OPENING.matcher(source).region(at, source.length());
                if (opening.lookingAt()) {
                    at = skipCode(source, opening.end());
                } else {
                    at++;
                }
            }
            read(source.substring(start, at));
            return at + 1;
        }

        /** Passes over code whose content is read with the content around it. */
        private static int skipCode(String source, int start) {
            var silent = new Template();
            return silent.endOfCode(source, start);
        }

        private static int endOfString(String source, int start) {
            var at = start;
            while (at < source.length() && source.charAt(at) != '"') {
                at += source.charAt(at) == '\\' ? 2 : 1;
            }
            return at + 1;
        }
    }
}
