// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.Map;

import polity.kernel.rules.Formula;

/**
 * What a service learns from a register instead of asking.
 *
 * @param where values by field
 * @param all whether all entries are wanted (at most {@link #MOST}) or the first
 * @param purpose the article that allows it
 */
record Fact(String id, String register, Map<String, Formula> where, boolean all, String purpose) {
    static final int MOST = 100;
}
