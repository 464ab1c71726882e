// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import polity.kernel.process.ProcessPicture.Kind;
import polity.kernel.process.ProcessPicture.Place;
import polity.kernel.process.ProcessPicture.Point;

import static org.assertj.core.api.Assertions.assertThat;

/** A process as it is drawn. */
class ProcessPictureTest {

    private static final Set<String> ROOTS = Set.of("steps", "entry");

    static List<ProcessDefinition> processes() {
        return List.of(read(Processed.CONSULTATION), read(notice()));
    }

    private static String notice() {
        try {
            return Files.readString(Path.of("services/temporary-event-notice/process.bpmn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessDefinition read(String text) {
        return ((ProcessDefinition.Reading.Read) ProcessDefinition.read("process.bpmn", text, ROOTS)).process();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void all_that_people_and_the_program_do_is_drawn_once(ProcessDefinition process) {
        assertThat(drawn(process, Kind.STEP)).containsExactlyInAnyOrderElementsOf(process.steps());
        assertThat(drawn(process, Kind.ACT)).containsExactlyInAnyOrderElementsOf(process.acts());
        assertThat(drawn(process, Kind.START)).hasSize(1);
        assertThat(drawn(process, Kind.END)).isNotEmpty();
    }

    private static List<String> drawn(ProcessDefinition process, Kind kind) {
        return process.picture().places().stream()
                .filter(place -> place.kind() == kind)
                .map(Place::id)
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @MethodSource("processes")
    void nothing_lies_on_something_else_or_outside_of_the_picture(ProcessDefinition process) {
        ProcessPicture picture = process.picture();
        for (Place one : picture.places()) {
            assertThat(one.x()).isNotNegative();
            assertThat(one.y()).isNotNegative();
            assertThat(one.x() + one.width()).isLessThanOrEqualTo(picture.width());
            assertThat(one.y() + one.height()).isLessThanOrEqualTo(picture.height());
            assertThat(picture.places())
                    .filteredOn(other -> !other.equals(one))
                    .noneMatch(other -> overlap(one, other));
        }
    }

    private static boolean overlap(Place one, Place other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void what_follows_stands_below(ProcessDefinition process) {
        assertThat(process.picture().ways()).isNotEmpty().allSatisfy(way -> {
            List<Integer> heights = way.points().stream().map(Point::y).toList();
            assertThat(heights).isSorted();
            assertThat(heights.getLast()).isGreaterThan(heights.getFirst());
        });
    }
}
