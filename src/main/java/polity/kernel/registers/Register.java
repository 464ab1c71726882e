// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A register as it is declared.
 *
 * @param key fields of the natural key, unique among entries that hold at the same time
 * @param lookUps combinations of fields by which entries are found, at most {@link #MOST_LOOK_UPS}
 * @param persons fields that name a person: the entry is personal data of theirs
 * @param publicFields fields that anyone may read
 */
record Register(
        String code,
        Map<String, String> name,
        List<String> legalBasis,
        List<String> key,
        Map<String, RegisterField> fields,
        List<Set<String>> lookUps,
        Set<String> persons,
        List<String> publicFields,
        List<String> publicSearch) {

    static final int MOST_LOOK_UPS = 6;

    /** Number of the look-up over exactly these fields, from 1. */
    Optional<Integer> lookUp(Set<String> wanted) {
        int at = lookUps.indexOf(wanted);
        return at < 0 ? Optional.empty() : Optional.of(at + 1);
    }
}
