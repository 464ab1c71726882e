// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClockTest {

    private static final Set<String> OTHER_CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis()",
            "java.util.Date.<init>()",
            "java.util.Calendar.getInstance()",
            "java.time.InstantSource.system()",
            "java.time.Clock.systemUTC()",
            "java.time.Clock.systemDefaultZone()");

    /** The one place that makes the clock which is injected everywhere. */
    private static final String CLOCK = "polity.kernel.node.NodeConfiguration";

    @Test
    void time_comes_from_the_injected_clock_and_no_other() {
        House.require(
                "Time is an argument; only the edge asks the injected InstantSource (clock.instant()):",
                askings(House.classes()));
    }

    private static List<String> askings(Iterable<JavaClass> classes) {
        var found = new ArrayList<String>();
        for (JavaClass type : classes) {
            if (type.getName().equals(CLOCK)) {
                continue;
            }
            type.getCodeUnitAccessesFromSelf().stream()
                    .filter(ClockTest::asksAClock)
                    .map(access -> "%s:%d asks %s"
                            .formatted(
                                    type.getName(),
                                    access.getLineNumber(),
                                    access.getTarget().getFullName()))
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean asksAClock(JavaCodeUnitAccess<?> access) {
        String target = access.getTarget().getFullName();
        return OTHER_CLOCKS.contains(target)
                || target.matches("java\\.time\\.[\\w.]+\\.now\\((java\\.time\\.ZoneId)?\\)");
    }

    @Test
    void a_class_that_asks_the_machine_for_the_time_is_found() {
        assertThat(askings(House.classes(Impatient.class)))
                .hasSize(2)
                .allMatch(found -> found.contains("now()") || found.contains("currentTimeMillis"));
    }

    @SuppressWarnings({"unused", "JavaTimeDefaultTimeZone", "TimeZoneUsage"})
    private static final class Impatient {
        Instant wrong() {
            return Instant.now();
        }

        long alsoWrong() {
            return System.currentTimeMillis();
        }

        Instant right(InstantSource clock) {
            return clock.instant();
        }
    }
}
