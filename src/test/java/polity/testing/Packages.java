// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.PackageReader;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Problem;
import polity.kernel.page.Vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

/** Service packages for tests: the dog licence, and copies of it in which a file is another. */
public final class Packages {

    public static final Path DOG_LICENCE = Path.of("src/test/resources/packages/dog-licence");
    public static final ZoneId PLACE = ZoneId.of("Europe/London");

    private static final Path REFUSED = Path.of("src/test/resources/packages/refused");

    private Packages() {}

    public static PackageReader reader() {
        return new PackageReader(Vocabulary.load(PLACE), PLACE, Path.of("").toAbsolutePath());
    }

    public static ServicePackage dogLicence() {
        return good(reader().read(DOG_LICENCE));
    }

    public static ServicePackage good(PackageReader.Read read) {
        if (read instanceof PackageReader.Read.Refused(var problems)) {
            assertThat(problems).isEmpty();
        }
        return ((PackageReader.Read.Good) read).service();
    }

    /** What is said about the dog licence with the files of a folder in place of its own. */
    public static List<String> problems(String refused, Path into) {
        copy(DOG_LICENCE, into);
        copy(REFUSED.resolve(refused), into);
        List<Problem> problems =
                reader().read(into) instanceof PackageReader.Read.Refused(var found) ? found : List.of();
        return problems.stream().map(Problem::toString).toList();
    }

    public static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void edit(Path file, String from, String to) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Asked asked(Map<String, @Nullable Object> answers, @Nullable String person) {
        return new Asked("apply", Instant.parse("2026-05-04T09:15:00Z"), answers, person, "Sample Person", null);
    }
}
