// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.util.Locale;
import java.util.Optional;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class ReferenceProperties {

    @Property
    void a_reference_is_read_back_however_it_is_typed(@ForAll @IntRange(min = 4, max = 20) int length) {
        Reference reference = Reference.random(length);

        assertThat(Reference.parse(reference.text())).contains(reference);
        assertThat(Reference.parse(
                        " " + reference.text().toLowerCase(Locale.ROOT).replace('-', ' ')))
                .contains(reference);
    }

    @Property
    void one_wrong_character_is_always_noticed(
            @ForAll @IntRange(max = 8) int at, @ForAll @CharRange(from = 'A', to = 'H') char other) {
        String plain = Reference.random(8).text().replace("-", "");
        if (plain.charAt(at) != other) {
            assertThat(Reference.parse(plain.substring(0, at) + other + plain.substring(at + 1)))
                    .isEqualTo(Optional.empty());
        }
    }

    @Property
    void no_text_whatever_breaks_reading(@ForAll @StringLength(max = 200) String typed) {
        assertThat(Reference.parse(typed)).isNotNull();
    }
}
