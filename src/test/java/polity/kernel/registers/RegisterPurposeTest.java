// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The registers give nothing to whoever has no context. */
class RegisterPurposeTest {

    private final JdbcClient jdbc = RunningPolity.part(JdbcClient.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registers.find(array['vehicles'], array[1], array['NB21CAR'], array[10], array['x'], now(), false)",
                "registers.entries('vehicles', array[uuidv7()], now(), 'x')",
                "registers.count(array['vehicles'], array[1], array['NB21CAR'], array[null], now())",
                "registers.amend('vehicles', uuidv7(), 'k', '{}', '{}', '[]', now())",
                "registers.end_entry('vehicles', uuidv7(), now(), 'ended')",
                "registers.insert_entries('vehicles', array['k'], array['{}'], array['{}'], array['[]'],"
                        + " array['2020-01-01'], array['2021-01-01'])"
            })
    void who_does_not_say_for_what_purpose_learns_and_changes_nothing(String function) {
        for (Zone zone : List.of(Zone.PUBLIC, Zone.DESK, Zone.JOBS)) {
            assertThatThrownBy(() -> zone.run(
                            () -> jdbc.sql("select * from " + function).query().listOfRows()))
                    .as(zone + " " + function)
                    .hasStackTraceContaining("registers are asked for a purpose only");
        }
    }
}
