// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import polity.kernel.authority.Structure.Appointment;
import polity.kernel.authority.Structure.Role;
import polity.kernel.identity.PersonId;

import static org.assertj.core.api.Assertions.assertThat;

class StructureTest {

    private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");
    private static final UUID TOWN = UUID.randomUUID();
    private static final UUID OFFICE = UUID.randomUUID();
    private static final UUID TREASURY = UUID.randomUUID();
    private static final UUID CLERK_POST = UUID.randomUUID();
    private static final UUID HEAD_POST = UUID.randomUUID();
    private static final UUID AUDITOR_POST = UUID.randomUUID();
    private static final PersonId CLERK = new PersonId(UUID.randomUUID());
    private static final PersonId HEAD = new PersonId(UUID.randomUUID());
    private static final PersonId AUDITOR = new PersonId(UUID.randomUUID());
    private static final PersonId FORMER = new PersonId(UUID.randomUUID());
    private static final PersonId NOBODY = new PersonId(UUID.randomUUID());

    private final Structure structure = new Structure(
            1,
            Map.of(
                    TOWN, new Unit(TOWN, "town", null, Map.of("en", "Town")),
                    OFFICE, new Unit(OFFICE, "office", TOWN, Map.of("en", "Office")),
                    TREASURY, new Unit(TREASURY, "treasury", TOWN, Map.of("en", "Treasury"))),
            Map.of(
                    CLERK_POST, new Post(CLERK_POST, "clerk", OFFICE, Map.of(), Set.of("clerk")),
                    HEAD_POST, new Post(HEAD_POST, "head", TOWN, Map.of(), Set.of("head")),
                    AUDITOR_POST, new Post(AUDITOR_POST, "auditor", TREASURY, Map.of(), Set.of("auditor"))),
            Map.of(
                    "clerk", new Role("clerk", Set.of("read:case", "work:case"), false),
                    "head", new Role("head", Set.of("decide:*", "read:case"), false),
                    "auditor", new Role("auditor", Set.of("read:*"), true)),
            Map.of(
                    CLERK, List.of(new Appointment(CLERK_POST, NOW.minusSeconds(1), null)),
                    HEAD, List.of(new Appointment(HEAD_POST, NOW, NOW.plusSeconds(60))),
                    AUDITOR, List.of(new Appointment(AUDITOR_POST, NOW.minusSeconds(1), null)),
                    FORMER, List.of(new Appointment(CLERK_POST, NOW.minusSeconds(9), NOW))));

    private Verdict judge(PersonId person, String permission, Subject subject) {
        return structure.judge(person, permission, subject, NOW);
    }

    private static Verdict denied(Verdict.Reason reason) {
        return new Verdict.Denied(reason);
    }

    @Test
    void a_post_permits_what_its_roles_permit_for_its_unit() {
        Subject matter = Subject.of("case", "1").in(OFFICE);
        assertThat(judge(CLERK, "work:case", matter)).isEqualTo(new Verdict.Granted(OFFICE));
        assertThat(judge(CLERK, "decide:parking-permit", matter)).isEqualTo(denied(Verdict.Reason.NO_POST));
        assertThat(judge(NOBODY, "read:case", matter)).isEqualTo(denied(Verdict.Reason.NO_POST));
    }

    @Test
    void a_post_reaches_the_units_below_its_own_and_no_other() {
        assertThat(judge(HEAD, "decide:parking-permit", Subject.of("case", "1").in(OFFICE)))
                .isEqualTo(new Verdict.Granted(TOWN));
        assertThat(judge(CLERK, "work:case", Subject.of("case", "1").in(TREASURY)))
                .isEqualTo(denied(Verdict.Reason.OTHER_UNIT));
        assertThat(judge(CLERK, "work:case", Subject.of("case", "1").in(TOWN)))
                .isEqualTo(denied(Verdict.Reason.OTHER_UNIT));
        assertThat(judge(AUDITOR, "read:case", Subject.of("case", "1").in(OFFICE)))
                .isEqualTo(new Verdict.Granted(TREASURY));
    }

    @Test
    void an_appointment_permits_from_its_first_instant_until_before_its_last() {
        Subject matter = Subject.of("case", "1").in(OFFICE);
        assertThat(judge(FORMER, "work:case", matter)).isEqualTo(denied(Verdict.Reason.NO_POST));
        assertThat(structure.judge(FORMER, "work:case", matter, NOW.minusNanos(1)))
                .isInstanceOf(Verdict.Granted.class);
        assertThat(structure.judge(HEAD, "read:case", matter, NOW.minusNanos(1)))
                .isEqualTo(denied(Verdict.Reason.NO_POST));
        assertThat(judge(HEAD, "read:case", matter)).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void nobody_acts_on_his_own_matter_but_he_may_read_it() {
        Subject own = Subject.of("case", "1").in(OFFICE).concerning(Set.of(HEAD, NOBODY));
        assertThat(judge(HEAD, "decide:parking-permit", own)).isEqualTo(denied(Verdict.Reason.OWN_MATTER));
        assertThat(judge(HEAD, "read:case", own)).isInstanceOf(Verdict.Granted.class);
        assertThat(structure.holders("decide:parking-permit", own, NOW)).isEmpty();
    }

    @Test
    void those_who_may_are_found() {
        assertThat(structure.holders("read:case", Subject.of("case", "1").in(OFFICE), NOW))
                .containsExactlyInAnyOrder(CLERK, HEAD, AUDITOR);
        assertThat(structure.permits(HEAD, "decide:permit", List.of("elsewhere", "office"), NOW))
                .isTrue();
        assertThat(structure.permits(HEAD, "read:ledger", List.of("office"), NOW))
                .isFalse();
        assertThat(structure.permits(CLERK, "read:case", List.of("treasury", "elsewhere"), NOW))
                .isFalse();
    }

    @Test
    void units_in_a_circle_permit_nothing_and_end() {
        var units = new HashMap<>(structure.units());
        units.put(TOWN, new Unit(TOWN, "town", OFFICE, Map.of()));
        var circle = new Structure(2, units, structure.posts(), structure.roles(), structure.appointments());
        assertThat(circle.judge(CLERK, "work:case", Subject.of("case", "1").in(UUID.randomUUID()), NOW))
                .isEqualTo(denied(Verdict.Reason.OTHER_UNIT));
    }
}
