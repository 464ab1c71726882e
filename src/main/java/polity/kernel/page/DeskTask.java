// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A place of work in the desk's navigation.
 *
 * @param path its address, below {@code /desk}
 * @param order place in the navigation, the smallest first
 * @param permission who holds it in some unit is shown the way there, like {@code review:decision}
 * @param units codes of the units that have work there: who holds the permission in none of them isn't shown the way
 * @param title what it is called
 * @param now what waits there for somebody, in a sentence
 */
public record DeskTask(
        String path,
        int order,
        String permission,
        Supplier<Set<String>> units,
        Function<Language, String> title,
        BiFunction<Viewer, Language, String> now) {}
