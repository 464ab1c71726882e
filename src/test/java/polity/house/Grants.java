// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The grants that db/grants.sql lists, one by one: {@code select (name) on table law.work to polity_public}. */
record Grants(TreeSet<String> listed, List<String> notUnderstood) {

    private static final Pattern GRANT = Pattern.compile(
            "grant\\s+(.+?)\\s+on\\s+(?:(schema|function|procedure|sequence|table)\\s+)?(.+?)\\s+to\\s+([\\w,\\s]+)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern PRIVILEGE = Pattern.compile("(\\w+)\\s*(?:\\(([^)]*)\\))?");
    private static final Pattern NAMED = Pattern.compile("\\w+(\\.\\w+)?(\\([^)]*\\))?");

    /** @param signature how the data base writes the function of this signature */
    static Grants of(String sql, UnaryOperator<String> signature) {
        var grants = new Grants(new TreeSet<>(), new ArrayList<>());
        Stream.of(SqlText.withoutComments(sql).split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .forEach(statement -> grants.read(statement, signature));
        return grants;
    }

    private void read(String statement, UnaryOperator<String> signature) {
        Matcher grant = GRANT.matcher(statement);
        if (!grant.matches()) {
            notUnderstood.add(statement);
            return;
        }
        String kind = grant.group(2) == null ? "table" : grant.group(2).toLowerCase(Locale.ROOT);
        for (String privilege : split(grant.group(1))) {
            for (String object : split(grant.group(3))) {
                for (String role : split(grant.group(4))) {
                    if (!NAMED.matcher(object).matches()
                            || !PRIVILEGE.matcher(privilege).matches()
                            || privilege.toLowerCase(Locale.ROOT).startsWith("all")) {
                        notUnderstood.add(statement);
                        return;
                    }
                    String name = kind.equals("function") ? signature.apply(object) : object;
                    privileges(privilege)
                            .forEach(each -> listed.add(each + " on " + kind + " " + name + " to " + role));
                }
            }
        }
    }

    private static Stream<String> privileges(String text) {
        Matcher privilege = PRIVILEGE.matcher(text);
        if (!privilege.matches()) {
            return Stream.of();
        }
        String verb = privilege.group(1).toLowerCase(Locale.ROOT);
        return privilege.group(2) == null
                ? Stream.of(verb)
                : split(privilege.group(2)).stream().map(column -> verb + " (" + column + ")");
    }

    /** By commas outside of parentheses. */
    private static List<String> split(String list) {
        return Stream.of(list.split(",(?![^(]*\\))", -1))
                .map(each -> each.strip().replaceAll("\\s+", " "))
                .toList();
    }
}
