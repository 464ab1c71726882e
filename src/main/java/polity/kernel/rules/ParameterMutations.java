// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The mistakes that can be made in parameters: each value a little off. */
final class ParameterMutations {
    private final List<Mutation.Edit> edits = new ArrayList<>();

    List<Mutation.Edit> of(Parameters parameters, Set<String> names, LocalDate since) {
        parameters.byName().forEach((name, dated) -> {
            if (names.contains(name)) {
                for (int i = 0; i < dated.size(); i++) {
                    var last = i + 1 < dated.size() ? dated.get(i + 1).from().minusDays(1) : dated.get(i).to();
                    if (last == null || !last.isBefore(since)) {
                        value(name, dated.get(i));
                    }
                }
            }
        });
        return edits;
    }

    private void value(String name, Parameters.Dated dated) {
        for (var literal : dated.literals()) {
            String other = switch (literal.value()) {
                case BigDecimal number -> next(number);
                case Boolean truth -> truth ? "false" : "true";
                case LocalDate day -> day.plusDays(1).toString();
                default -> "\"" + literal.value() + "x\"";
            };
            String text = "parameter " + name + " from " + dated.from() + ": " + other + " instead of " + literal.value();
            edits.add(new Mutation.Edit(literal.start(), literal.end(), other, text));
        }
    }

    /** One more in the last place that is written. */
    static String next(BigDecimal number) {
        return number.add(number.ulp()).toPlainString();
    }
}
