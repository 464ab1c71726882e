// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import polity.kernel.node.CannotStart;
import polity.kernel.node.Problem;

/** The folder that holds the law: one file {@code <work>.yaml} a work. */
final class LawFolder {

    private LawFolder() {}

    /**
     * Reads all works; an absent folder has none.
     *
     * @param home what the names of files in messages are relative to
     * @throws CannotStart with everything that is wrong in any file
     */
    static Law read(Path home, Path folder, ZoneId zone) {
        var works = new TreeMap<String, Work>();
        var problems = new ArrayList<Problem>();
        for (Path file : files(folder)) {
            String name = home.relativize(file).toString();
            LawFile.read(text(file), name, problems).ifPresent(work -> {
                works.put(work.code(), work);
                if (!file.endsWith(work.code() + ".yaml")) {
                    problems.add(new Problem(name, 1, "a file is named as its work: " + work.code() + ".yaml"));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new CannotStart(problems.stream()
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n  ", "The law is refused:\n  ", "")));
        }
        return new Law(Collections.unmodifiableSequencedMap(works), zone);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CannotStart("The folder " + folder + " can't be read: " + e.getMessage() + ".", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " can't be read as UTF-8: " + e.getMessage() + ".", e);
        }
    }
}
