// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.Map;
import java.util.Optional;

import polity.kernel.rules.Formula;

/**
 * What a service learns from a register instead of asking.
 *
 * @param where values by field
 * @param all whether all entries are wanted (at most {@link #MOST}) or the first
 * @param purpose the article that allows it
 * @param assumed what is taken for it from the answers of a visitor, of whom no register is asked
 */
record Fact(
        String id,
        String register,
        Map<String, Formula> where,
        boolean all,
        String purpose,
        Optional<Assumption> assumed) {
    static final int MOST = 100;
}
