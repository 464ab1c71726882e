// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CanonicalJsonTest {
    @Test
    void members_stand_in_order_of_their_names() {
        // The order of RFC 8785 section 3.2.3.
        var members = new LinkedHashMap<String, Object>();
        for (var name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            members.put(name, 0);
        }

        assertThat(CanonicalJson.write(members))
                .isEqualTo(
                        "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"\u00f6\":0,\"\u20ac\":0,\"\ud83d\ude00\":0,\"\ufb33\":0}");
    }

    @Test
    void each_value_has_one_spelling() {
        var id = UUID.fromString("01980000-0000-7000-8000-000000000001");
        var value = new LinkedHashMap<String, Object>();
        value.put("b", Arrays.asList(1, -7L, true, null, "\u20ac$\u000f\nA'B\"\\\\\"/"));
        value.put("a", Map.of("id", id, "day", LocalDate.of(2026, 2, 28), "at", Instant.EPOCH));

        assertThat(CanonicalJson.write(value))
                .isEqualTo("{\"a\":{\"at\":\"1970-01-01T00:00:00Z\",\"day\":\"2026-02-28\","
                        + "\"id\":\"01980000-0000-7000-8000-000000000001\"},"
                        + "\"b\":[1,-7,true,null,\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"]}");
    }

    @Test
    void what_readers_might_read_differently_is_refused() {
        for (Object value : List.of(1.5, 1L << 53, Long.MIN_VALUE, "\ud83d", "a\ude00", new Object(), Map.of(1, 2))) {
            assertThatThrownBy(() -> CanonicalJson.write(Map.of("a", value)))
                    .as("%s", value)
                    .isInstanceOf(MalformedLogData.class);
        }
    }

    @Test
    void an_act_leaves_out_what_it_has_not() {
        var act = Act.of(Instant.EPOCH, "identity.sign-in", "account", "a-1").ending(Act.Outcome.REFUSED);

        assertThat(act.content())
                .isEqualTo("{\"act\":\"identity.sign-in\",\"at\":\"1970-01-01T00:00:00Z\",\"outcome\":\"refused\","
                        + "\"subject\":\"a-1\",\"subjectKind\":\"account\",\"version\":1}");
    }
}
