// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;
import polity.kernel.registers.DeclaredRegisters;
import polity.kernel.rules.Formula;

/**
 * What is counted, under a lock on its key, before something is granted.
 *
 * @param places whose places they are: {@code service:limit}
 * @param where of which entries, by a declared look-up
 * @param sum the integer field of the entries that is added up; absent where the entries themselves are counted
 * @param takes how many places a case takes that waits for its payment; one where it is absent
 */
record Limit(
        String id,
        String places,
        Formula key,
        String register,
        Map<String, Formula> where,
        @Nullable String sum,
        @Nullable Formula takes) {

    /** The limits that service.yaml declares, by their names. */
    static Map<String, Limit> read(Declaration file) {
        Map<String, Declaration> all = file.map("limits");
        var limits = new LinkedHashMap<String, Limit>();
        all.forEach((id, declared) -> {
            declared.allow("of", "as", "key", "register", "where", "sum", "takes");
            ServiceFile.name(declared, id);
            limits.put(
                    id,
                    new Limit(
                            id,
                            places(file, all, id, declared),
                            Formula.of(declared.get("key"), ServiceFile.known()),
                            ServiceFile.code(declared, "register"),
                            ServiceFile.formulas(declared.get("where"), ServiceFile.known()),
                            declared.optionalText("sum").orElse(null),
                            declared.find("takes")
                                    .map(takes -> Formula.of(takes, ServiceFile.known()))
                                    .orElse(null)));
        });
        return limits;
    }

    private static String places(Declaration file, Map<String, Declaration> all, String id, Declaration declared) {
        if (!declared.has("as")) {
            return (declared.has("of") ? ServiceFile.code(declared, "of") : ServiceFile.code(file, "code")) + ":" + id;
        }
        String as = declared.text("as");
        Declaration other = all.get(as);
        if (other == null || as.equals(id) || other.has("as")) {
            declared.get("as")
                    .refuse("\"as\" names another limit of this package, one that gives out places of its own");
            return id;
        }
        if (declared.has("of")) {
            declared.get("of").refuse("say \"of\" where the limit \"" + as + "\" is declared: they are its places");
        }
        return places(file, all, as, other);
    }

    /** As it applies to what is known. */
    Counted counted(Map<String, @Nullable Object> known) {
        Object locked = key.value(known);
        Map<String, Object> values = Declared.values(where, known);
        return new Counted(
                id,
                places,
                locked == null || values.size() < where.size() ? null : locked.toString(),
                register,
                values,
                sum,
                takes == null ? 1 : places(takes.value(known)));
    }

    /** A part of a place is a place that nobody else can have; what is no number is one, as where nothing is said. */
    private static long places(@Nullable Object taken) {
        if (!(taken instanceof Number number)) {
            return 1;
        }
        BigDecimal whole = new BigDecimal(number.toString()).setScale(0, RoundingMode.CEILING);
        return whole.signum() <= 0
                ? 0
                : whole.min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValueExact();
    }

    /** Only what services give themselves is added up: a sum over others' entries would tell what stands in one. */
    static void checkSum(Declaration declared, DeclaredRegisters registers) {
        declared.find("sum").ifPresent(sum -> {
            String register = declared.text("register");
            if (!registers.integers(register).contains(sum.asText())) {
                sum.refuse("the register \"" + register + "\" has no field \"" + sum.asText() + "\" of type integer");
            } else if (!registers.given(register)) {
                sum.refuse("services give no entries of the register \"" + register + "\": only entries that they give"
                        + " are added up");
            }
        });
    }
}
