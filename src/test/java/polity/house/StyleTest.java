// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written in files rather than compiled. Patterns are spelt so that they don't find themselves here. */
class StyleTest {

    private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";
    private static final String[] SOURCES = {
        ".java", ".sql", ".jte", ".sh", ".js", ".mjs", ".ts", ".scss", ".css", "/polity", "/build", "/fonts", "/.ci/run"
    };

    private static final Pattern CONSOLE = Pattern.compile("System[.](out|err)\\b|[.]printStackTrace[(]");
    private static final Pattern SLEEP =
            Pattern.compile("Thread[.]sleep|TimeUnit[.]\\w+[.]sleep|LockSupport[.]parkNanos|Awaitil(ity)");
    private static final Pattern LEFT_OPEN = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
    private static final Pattern MACHINE = Pattern.compile(
            "(?<![\\w.$}*-])/(home|tmp|work|Users)/|\\brepo\\d?[.]maven|maven[.]org/maven2|registry[.]npm|npmjs[.]|pypi[.]org");
    private static final Pattern RESOLVED = Pattern.compile("\"resolved\"\\s*:\\s*\"(?!file:)");

    private static final Set<String> TESTS = Set.of(
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.api.RepeatedTest",
            "org.junit.jupiter.api.TestFactory",
            "org.junit.jupiter.params.ParameterizedTest",
            "net.jqwik.api.Property",
            "net.jqwik.api.Example");

    @Test
    void every_source_begins_with_its_licence() {
        House.require(
                "Begin these with a comment \"" + LICENCE + "\":",
                sources()
                        .filter(file -> House.lines(file).stream().limit(3).noneMatch(line -> line.contains(LICENCE)))
                        .map(House::shown)
                        .toList());
    }

    private static Stream<Path> sources() {
        return House.files().stream().filter(file -> Stream.of(SOURCES).anyMatch(file.toString()::endsWith));
    }

    @Test
    void only_the_program_itself_speaks_to_the_console() {
        House.require(
                "Use a logger (SLF4J); only Polity.java speaks to the operator:",
                House.files(".java").stream()
                        .filter(file -> !measures(file))
                        .filter(file -> !file.equals(House.MAIN.resolve("polity/Polity.java")))
                        .flatMap(file -> House.matching(file, CONSOLE.asPredicate()).stream())
                        .toList());
    }

    /** The bench is a program of its own: it keeps time and speaks to whoever measures. */
    private static boolean measures(Path file) {
        return House.shown(file).startsWith("bench/");
    }

    @Test
    void nothing_sleeps() {
        House.require(
                "Wait for what is to happen (a latch, a future, JobRunner.wake, a test's own clock), not for time:",
                House.files(".java").stream()
                        .filter(file -> !measures(file))
                        .flatMap(file -> House.matching(file, SLEEP.asPredicate()).stream())
                        .toList());
    }

    @Test
    void nothing_is_left_open_in_the_code() {
        House.require(
                "Do it now, or take it to the tracker:",
                sources()
                        .flatMap(file -> House.matching(file, LEFT_OPEN.asPredicate()).stream())
                        .toList());
    }

    @Test
    void no_file_names_a_place_of_one_machine_or_a_package_registry() {
        House.require(
                "Others have neither this machine nor this registry. Use relative paths, and let the package manager's own"
                        + " settings say where it asks:",
                House.files().stream()
                        .filter(file -> !file.endsWith("StyleTest.java"))
                        .flatMap(file -> House.matching(file, MACHINE.asPredicate()).stream())
                        .map(found -> found.substring(0, Math.min(found.length(), 200)))
                        .toList());
    }

    @Test
    void lock_files_hold_no_download_addresses() {
        House.require(
                "Set omit-lockfile-registry-resolved=true in web/.npmrc and make the lock file anew:",
                House.files("package-lock.json", "npm-shrinkwrap.json").stream()
                        .flatMap(file -> House.matching(file, RESOLVED.asPredicate()).stream())
                        .limit(10)
                        .toList());
    }

    @Test
    void tests_are_named_as_sentences_and_none_is_switched_off() {
        House.require(
                "Mend these tests:",
                faults(House.testClasses().stream()
                        .filter(type -> !type.isEquivalentTo(Badly.class))
                        .toList()));
    }

    private static List<String> faults(Iterable<JavaClass> classes) {
        var faults = new ArrayList<String>();
        for (JavaClass type : classes) {
            type.getMethods().stream()
                    .filter(method -> method.getAnnotations().stream()
                            .anyMatch(each -> TESTS.contains(each.getRawType().getName())))
                    .forEach(method -> {
                        if (!method.getName().contains("_")) {
                            faults.add(method.getFullName()
                                    + ": name it as a sentence, an_applicant_without_address_is_refused");
                        }
                        if (Stream.of(method.getAnnotations(), type.getAnnotations())
                                .flatMap(Set::stream)
                                .anyMatch(each -> each.getRawType().getName().endsWith(".Disabled"))) {
                            faults.add(method.getFullName() + ": mend it or delete it, don't switch it off");
                        }
                    });
        }
        return faults;
    }

    @Test
    void the_house_is_described_and_its_rules_fit_in_200_lines() {
        assertThat(House.ROOT.resolve("STYLE.md")).exists();
        assertThat(House.lines(House.ROOT.resolve("STYLE.md")))
                .as("STYLE.md has at most 200 lines: take a rule out for each that you put in")
                .hasSizeLessThanOrEqualTo(200);
        House.require(
                "Write these; who comes new begins there:",
                Stream.of("CONTEXT.md")
                        .filter(name -> !Files.exists(House.ROOT.resolve(name)))
                        .toList());
    }

    @Test
    void each_library_has_a_decision() {
        String decisions = House.files(".md").stream()
                .filter(file -> file.startsWith(House.ROOT.resolve("docs/adr")))
                .map(House::read)
                .reduce("", String::concat);
        List<Library> libraries = libraries();
        assertThat(libraries)
                .extracting(Library::artifact)
                .contains("flyway-core")
                .doesNotContain("archunit");
        House.require(
                "Write a page in docs/adr for these, naming the library: what for, which alternatives, which licence, how"
                        + " it is replaced. One page may decide about several that belong together:",
                libraries.stream()
                        .filter(library -> !library.isNamedIn(decisions))
                        .map(library -> library.group() + ":" + library.artifact())
                        .toList());
    }

    private record Library(String group, String artifact) {

        /** Words that are in too many names to name anything. */
        private static final Set<String> GENERIC = Set.of("core", "commons", "spring", "embedded", "postgres");

        /** By its artifact or group, whole or by the word that tells it: flyway-core, org.flywaydb, flyway, flywaydb. */
        boolean isNamedIn(String text) {
            return Stream.of(artifact, group, artifact.replaceFirst("-.*", ""), group.replaceFirst(".*[.]", ""))
                    .filter(name -> !GENERIC.contains(name))
                    .anyMatch(name -> Pattern.compile(
                                    "(?<![\\w-])" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                            .matcher(text)
                            .find());
        }
    }

    /** The artifacts that the pom declares itself and the program needs when it runs. */
    private static List<Library> libraries() {
        try {
            var pom = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(House.ROOT.resolve("pom.xml").toFile());
            return children(pom.getDocumentElement(), "dependencies").stream()
                    .flatMap(dependencies -> children(dependencies, "dependency").stream())
                    .filter(dependency -> !text(dependency, "scope").equals("test"))
                    .map(dependency -> new Library(text(dependency, "groupId"), text(dependency, "artifactId")))
                    .toList();
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .map(child -> child.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return Stream.iterate(0, at -> at < nodes.getLength(), at -> at + 1)
                .map(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(element -> element.getNodeName().equals(name))
                .toList();
    }

    @Test
    void each_pattern_finds_what_it_is_for() {
        assertThat("        System" + ".out.println(x)").containsPattern(CONSOLE);
        assertThat("Thread" + ".sleep(1)").containsPattern(SLEEP);
        assertThat("// TO" + "DO later").containsPattern(LEFT_OPEN);
        assertThat("todolist, XXX").doesNotContainPattern(LEFT_OPEN);
        assertThat(List.of(
                        "cp /tmp" + "/x y",
                        "\"/home" + "/ada\"",
                        "https://repo1" + ".maven.org",
                        "registry" + ".npmjs.org"))
                .allSatisfy(text -> assertThat(text).containsPattern(MACHINE));
        assertThat(List.of("docs/work/x", "$HOME/tmp/x", "${x}/home/", "href=\"/tmpl\""))
                .allSatisfy(text -> assertThat(text).doesNotContainPattern(MACHINE));
        assertThat(new Library("com.google.zxing", "core").isNamedIn("QR codes by ZXing"))
                .isTrue();
        assertThat(new Library("com.google.zxing", "core").isNamedIn("the core"))
                .isFalse();
        assertThat("\"resolved\": \"https://x\"").containsPattern(RESOLVED);
        assertThat(faults(House.classes(Badly.class)))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("sentence"))
                .anyMatch(fault -> fault.contains("switch it off"));
    }

    @SuppressWarnings("unused")
    private static final class Badly {
        @Test
        @org.junit.jupiter.api.Disabled
        void named() {}
    }
}
