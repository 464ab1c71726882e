// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Feel;

/**
 * What leads from one node to the next (BPMN 2.0 section 8.4.13).
 *
 * @param condition in FEEL; it is taken only where that holds
 * @param line where it is declared, from 1
 */
record Flow(String id, String from, String to, Feel.@Nullable Expression condition, int line) {}
