// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;
import org.springframework.modulith.core.ApplicationModules;

import polity.Polity;

import static org.assertj.core.api.Assertions.assertThat;

/** What the tests of this package look at, read once for all of them. */
final class House {

    static final Path ROOT = Path.of("").toAbsolutePath();
    static final Path MAIN = ROOT.resolve("src/main/java");
    static final Path MIGRATIONS = ROOT.resolve("src/main/resources/db/migration");

    private House() {}

    private static final class Main {
        static final JavaClasses CLASSES = compiled("target/classes");
    }

    private static final class Tests {
        static final JavaClasses CLASSES = compiled("target/test-classes");
    }

    private static final class Modules {
        /** Of the libraries only those annotations are read that tell modules and beans. */
        static final ApplicationModules ALL = ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setClassResolver(SelectedClassResolverFromClasspath.class);
            configuration.setClassResolverArguments(
                    "org.springframework.modulith",
                    "org.springframework.stereotype",
                    "org.springframework.context.annotation");
            return ApplicationModules.of(Polity.class);
        });
    }

    private static final class Sources {
        static final List<Path> FILES = walk();
    }

    /** The compiled program without its tests. */
    static JavaClasses classes() {
        return Main.CLASSES;
    }

    static JavaClasses testClasses() {
        return Tests.CLASSES;
    }

    static ApplicationModules modules() {
        return Modules.ALL;
    }

    /** Every file that is or may be committed: what .gitignore doesn't name. */
    static List<Path> files() {
        return Sources.FILES;
    }

    static List<Path> files(String... endings) {
        return files().stream()
                .filter(file -> Stream.of(endings)
                        .anyMatch(ending -> file.getFileName().toString().endsWith(ending)))
                .toList();
    }

    /** The modules that there are, by their folders. */
    static List<Room> rooms() {
        return Stream.of("kernel", "systems", "faces")
                .flatMap(storey -> Stream.of(MAIN.resolve("polity").resolve(storey))
                        .filter(Files::isDirectory)
                        .flatMap(folder -> list(folder).stream())
                        .filter(Files::isDirectory)
                        .map(folder -> new Room(storey, String.valueOf(folder.getFileName()))))
                .toList();
    }

    /** A template's class, which the build makes in its module's package. */
    static boolean isGenerated(JavaClass type) {
        return type.getName().matches(".*\\.Jte\\w+Generated(\\$.*)?");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException _) {
            return ""; // Not text: fonts, pictures.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String shown(Path file) {
        return ROOT.relativize(file.toAbsolutePath()).toString();
    }

    /** Fails with what to do, and one line for each violation. */
    static void require(String whatToDo, Collection<String> violations) {
        assertThat(violations.stream().distinct().sorted().toList())
                .withFailMessage(() -> whatToDo + "\n  "
                        + String.join(
                                "\n  ", violations.stream().distinct().sorted().toList()) + "\n")
                .isEmpty();
    }

    /** Lines of a file that match, as {@code path:number: line}. */
    static List<String> matching(Path file, Predicate<String> matches) {
        var found = new ArrayList<String>();
        List<String> lines = lines(file);
        for (int at = 0; at < lines.size(); at++) {
            if (matches.test(lines.get(at))) {
                found.add(shown(file) + ":" + (at + 1) + ": " + lines.get(at).strip());
            }
        }
        return found;
    }

    /** Fixtures on which a test shows that it can fail. */
    static JavaClasses classes(Class<?>... fixtures) {
        return imported(importer -> importer.importClasses(fixtures));
    }

    private static JavaClasses compiled(String folder) {
        return imported(importer -> importer.importPath(ROOT.resolve(folder)));
    }

    /** Libraries are known by name only: that is enough here, and reading them would take most of the time. */
    private static JavaClasses imported(Function<ClassFileImporter, JavaClasses> read) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return read.apply(new ClassFileImporter());
        });
    }

    private static List<Path> walk() {
        List<Predicate<Path>> ignored = ignored();
        var files = new ArrayList<Path>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.equals(ROOT.resolve(".git"))
                                    || ignored.stream().anyMatch(each -> each.test(folder))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && ignored.stream().noneMatch(each -> each.test(file))) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().toList();
    }

    private static List<Predicate<Path>> ignored() {
        return lines(ROOT.resolve(".gitignore")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(House::ignoring)
                .toList();
    }

    /** As git reads it: from the root when a slash stands before the end, anywhere below otherwise. */
    private static Predicate<Path> ignoring(String line) {
        String pattern = line.endsWith("/") ? line.substring(0, line.length() - 1) : line;
        String fromRoot = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        String glob = pattern.contains("/") ? fromRoot : "{" + pattern + ",**/" + pattern + "}";
        var matcher = ROOT.getFileSystem().getPathMatcher("glob:" + glob);
        return path -> matcher.matches(ROOT.relativize(path));
    }

    /** The module of a class, or nothing for the program's own package. */
    static Optional<Room> room(JavaClass type) {
        return Room.of(type.getPackageName());
    }
}
