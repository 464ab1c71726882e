// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.util.List;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import polity.kernel.law.Difference.Part;

import static org.assertj.core.api.Assertions.assertThat;

class DifferenceProperties {

    @Property
    void the_parts_give_both_texts(@ForAll("texts") String before, @ForAll("texts") String after) {
        assertBoth(before, after);
    }

    @Property
    void the_parts_give_any_two_texts(@ForAll String before, @ForAll String after) {
        assertBoth(before, after);
    }

    private static void assertBoth(String before, String after) {
        List<Part> parts = Difference.between(before, after).parts();
        assertThat(parts.stream().map(Part::before).collect(Collectors.joining()))
                .isEqualTo(before);
        assertThat(parts.stream().map(Part::after).collect(Collectors.joining()))
                .isEqualTo(after);
    }

    @Property
    void a_text_does_not_differ_from_itself(@ForAll("texts") String text) {
        assertThat(Difference.between(text, text).parts()).allMatch(Part::kept);
    }

    @Property
    void no_change_goes_unmarked(@ForAll("texts") String before, @ForAll("texts") String after) {
        assertThat(Difference.between(before, after).parts().stream().allMatch(Part::kept))
                .isEqualTo(before.equals(after));
    }

    @Example
    void only_the_words_that_changed_are_marked() {
        assertThat(Difference.between("A fee of £3,500 is due.", "A fee of £3,600 is due at once.")
                        .parts())
                .containsExactly(
                        new Part("A fee of £", "A fee of £"),
                        new Part("3,500", "3,600"),
                        new Part(" is due", " is due"),
                        new Part("", " at once"),
                        new Part(".", "."));
    }

    @Example
    void a_space_between_two_changes_belongs_to_them() {
        assertThat(Difference.between("keep three old dogs", "keep two new dogs")
                        .parts())
                .containsExactly(
                        new Part("keep ", "keep "), new Part("three old", "two new"), new Part(" dogs", " dogs"));
    }

    @Example
    void chinese_is_compared_by_character() {
        assertThat(Difference.between("每户不得超过三张。", "每户不得超过两张。").parts())
                .containsExactly(new Part("每户不得超过", "每户不得超过"), new Part("三", "两"), new Part("张。", "张。"));
    }

    @Example
    void texts_too_long_to_compare_are_marked_whole() {
        String before = "a b ".repeat(2_500);
        String after = "c d ".repeat(2_500);
        assertThat(Difference.between("x " + before + "y", "x " + after + "y").parts())
                .containsExactly(new Part("x ", "x "), new Part(before.strip(), after.strip()), new Part(" y", " y"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("the ", "dog", "dogs ", " ", "3,500", "£", "(1)", ". ", "犬", "只", "两米", "\n", "𝛑", "")
                .list()
                .ofMaxSize(25)
                .map(words -> String.join("", words));
    }
}
