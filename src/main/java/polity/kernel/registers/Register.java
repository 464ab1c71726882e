// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.page.Language;
import polity.kernel.page.Words;

/**
 * A register as it is declared.
 *
 * @param key fields of the natural key, unique among entries that hold at the same time
 * @param lookUps combinations of fields by which entries are found, at most {@link #MOST_LOOK_UPS}
 * @param persons fields that name a person: the entry is personal data of theirs
 * @param publicFields fields that anyone may read
 * @param listed whether it is small, so that anyone may read all of it at once
 * @param titles the field that names an entry, by language; none: its key does
 * @param given whether services give its entries; what others keep is only read
 * @param refers by field, the listed register of which it holds the key
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
        List<String> publicSearch,
        boolean listed,
        Map<String, String> titles,
        boolean given,
        Map<String, String> refers) {

    static final int MOST_LOOK_UPS = 6;

    private static final int MOST_COMBINATIONS = 20;

    /** The narrowest look-up that needs this field and otherwise only such as have few values. */
    Optional<Set<String>> lookUpBy(String field) {
        return lookUps.stream()
                .filter(fields -> fields.contains(field)
                        && fields.stream()
                                .filter(each -> !each.equals(field))
                                .allMatch(each -> !codes(each).isEmpty())
                        && size(fields, field) <= MOST_COMBINATIONS)
                .min(Comparator.comparingLong(fields -> size(fields, field)));
    }

    /** All values of a look-up of which one field has this value. */
    List<Map<String, Object>> combinations(Set<String> fields, String field, Object value) {
        List<Map<String, Object>> all = List.of(Map.of(field, value));
        for (String each : fields) {
            if (!each.equals(field)) {
                all = all.stream()
                        .flatMap(known -> codes(each).stream().map(code -> {
                            var more = new HashMap<>(known);
                            more.put(each, code);
                            return Map.copyOf(more);
                        }))
                        .toList();
            }
        }
        return all;
    }

    private long size(Set<String> fields, String field) {
        return fields.stream()
                .filter(each -> !each.equals(field))
                .mapToLong(each -> codes(each).size())
                .reduce(1, (one, other) -> one * other);
    }

    private Set<String> codes(String field) {
        RegisterField declared = fields.get(field);
        return declared == null ? Set.of() : declared.values().keySet();
    }

    /** Whether anybody may read something of it. */
    boolean open() {
        return !publicFields.isEmpty();
    }

    /** The fields of the search whose values are typed; those of the others are chosen from the register they refer to. */
    List<String> typed() {
        return publicSearch.stream().filter(field -> !refers.containsKey(field)).toList();
    }

    /** The field that a value is looked for in where none is named; absent where nothing can be looked for. */
    Optional<String> usualSearch() {
        return Stream.concat(typed().stream(), publicSearch.stream()).findFirst();
    }

    /** Number of the look-up over exactly these fields, from 1. */
    Optional<Integer> lookUp(Set<String> wanted) {
        int at = lookUps.indexOf(wanted);
        return at < 0 ? Optional.empty() : Optional.of(at + 1);
    }

    String name(Language language) {
        return RegisterField.inLanguage(name, language);
    }

    /** What a field is called; itself when there is none of this name. */
    String label(String field, Language language) {
        RegisterField declared = fields.get(field);
        return declared == null ? field : declared.label(language);
    }

    /** The value of a field in words. */
    String shown(String field, Map<String, @Nullable Object> data, Words words) {
        RegisterField declared = fields.get(field);
        return declared == null ? "" : declared.shown(data.get(field), words);
    }
}
