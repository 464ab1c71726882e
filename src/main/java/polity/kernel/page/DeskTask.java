// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.function.Function;

/**
 * A place of work in the desk's navigation.
 *
 * @param path its address, below {@code /desk}
 * @param order place in the navigation, the smallest first
 * @param permission who holds it in some unit is shown the way there, like {@code review:decision}
 * @param title what it is called
 */
public record DeskTask(String path, int order, String permission, Function<Language, String> title) {}
