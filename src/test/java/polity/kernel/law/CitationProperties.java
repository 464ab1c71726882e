// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class CitationProperties {

    @Property
    void what_is_written_is_read_again(@ForAll("citations") String written) {
        assertThat(Citation.parse(written)).isPresent().map(Citation::toString).contains(written);
    }

    @Property
    void a_citation_with_one_character_too_many_is_none(@ForAll("citations") String written, @ForAll char intruder) {
        assertThat(Citation.parse(written + intruder))
                .satisfiesAnyOf(
                        parsed -> assertThat(parsed).isEmpty(),
                        parsed -> assertThat(parsed.orElseThrow()).hasToString(written + intruder));
        assertThat(Citation.parse(intruder + written).map(Citation::toString).orElse(intruder + written))
                .isEqualTo(intruder + written);
    }

    @Property
    void no_text_at_all_breaks_the_reader(@ForAll String hostile) {
        assertThat(Citation.parse(hostile).map(Citation::toString).orElse(hostile))
                .isEqualTo(hostile);
    }

    @Property
    void numbers_have_one_order(@ForAll("numbers") String a, @ForAll("numbers") String b, @ForAll("numbers") String c) {
        Comparator<String> order = Citation.ORDER;
        assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
        assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
        if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
            assertThat(order.compare(a, c)).isLessThanOrEqualTo(0);
        }
    }

    @Example
    void articles_follow_each_other_as_lawyers_count_them() {
        assertThat(List.of("13", "12B", "2", "12AA", "12", "12A").stream()
                        .sorted(Citation.ORDER)
                        .toList())
                .containsExactly("2", "12", "12A", "12B", "12AA", "13");
    }

    @Example
    void what_only_looks_like_a_citation_is_none() {
        assertThat(List.of(
                        "",
                        ":",
                        "order",
                        "order:",
                        ":1",
                        "order:0",
                        "order:01",
                        "order:1()",
                        "order:1(0)",
                        "order:1(1",
                        "order:1(1))",
                        "order:1(1)(2)",
                        "Order:1",
                        "order: 1",
                        "order:1\n",
                        "order:１",
                        "../order:1",
                        "order/x:1",
                        "order:12345",
                        "order:1(1)" + "x".repeat(100_000),
                        "a".repeat(61) + ":1"))
                .allSatisfy(written -> assertThat(Citation.parse(written)).isEmpty());
    }

    @Example
    void a_citation_leads_to_its_paragraph() {
        assertThat(Laws.cited("parking-order:12(1)"))
                .isEqualTo(new Citation("parking-order", "12", "1"))
                .extracting(Citation::path)
                .isEqualTo("/law/parking-order/12#p1");
        assertThat(Laws.cited("parking-order:12A")).isEqualTo(new Citation("parking-order", "12A", null));
        assertThat(Laws.LAW.resolves(Laws.cited("parking-order:12A"), LocalDate.EPOCH))
                .isFalse();
    }

    @Provide
    Arbitrary<String> citations() {
        Arbitrary<String> works = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-')
                .ofMaxLength(30)
                .map(rest -> "w" + rest);
        Arbitrary<String> paragraphs = Combinators.combine(
                        Arbitraries.integers().between(1, 999),
                        Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(2))
                .as((number, letters) -> "(" + number + letters + ")")
                .injectNull(0.3)
                .map(paragraph -> paragraph == null ? "" : paragraph);
        return Combinators.combine(works, numbers(), paragraphs)
                .as((work, article, paragraph) -> work + ":" + article + paragraph);
    }

    @Provide
    Arbitrary<String> numbers() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9999),
                        Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(2))
                .as((number, letters) -> number + letters.toUpperCase(Locale.ROOT));
    }
}
