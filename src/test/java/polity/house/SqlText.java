// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the data of the house looks like from its migrations, and what a piece of SQL names of it. */
record SqlText(List<String> modules, Set<String> published) {

    /** The context of the transaction, which everybody may ask for. */
    private static final Set<String> FOR_ALL = Set.of("node.actor", "node.unit", "node.purpose");

    private static final Pattern PUBLISHED = Pattern.compile(
            "create\\s+(?:or\\s+replace\\s+)?view\\s+(\\w+\\.\\w+)[^;]*?with\\s*\\(\\s*security_invoker\\s*=\\s*true\\s*\\)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SQL = Pattern.compile(
            "^\\s*(select|insert\\s+into|update|delete\\s+from|with|merge\\s+into|call|lock|truncate|values|copy|create|"
                    + "alter|drop|grant|set|notify|listen)\\b|\\b(from|join|into|where)\\s+\\w+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LOUD =
            Pattern.compile("\\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|ORDER BY|GROUP BY|VALUES|RETURNING)\\b");
    /** But unnest's columns are those of its own arguments. */
    private static final Pattern STAR = Pattern.compile(
            "\\b(select|returning)\\s+(distinct\\s+)?(\\w+\\.)?\\*(?!\\s*from\\s+unnest\\b)", Pattern.CASE_INSENSITIVE);

    private static final Pattern OFFSET = Pattern.compile("\\boffset\\s+([?:(]|\\d)", Pattern.CASE_INSENSITIVE);

    /** The schemas, which are the modules that keep data, from the lowest upwards, and the views they publish. */
    static SqlText ofTheHouse() {
        List<String> modules = House.lines(House.MIGRATIONS.resolve("modules.txt")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        return new SqlText(modules, published(migrations().values()));
    }

    /** The migrations by their path, without comments. */
    static Map<String, String> migrations() {
        var migrations = new TreeMap<String, String>();
        House.files(".sql").stream()
                .filter(file -> file.startsWith(House.MIGRATIONS))
                .forEach(file -> migrations.put(
                        House.MIGRATIONS.relativize(file).toString(), withoutComments(House.read(file))));
        return migrations;
    }

    static Set<String> published(Collection<String> migrations) {
        return Set.copyOf(migrations.stream()
                .flatMap(sql -> PUBLISHED.matcher(sql).results())
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .toList());
    }

    static String withoutComments(String sql) {
        return sql.replaceAll("(?m)--.*$", "").replaceAll("(?s)/\\*.*?\\*/", "");
    }

    static boolean isSql(String text) {
        return SQL.matcher(text).find();
    }

    /** What the SQL of a module's Java code does that it must not. */
    List<String> faults(String module, String sql) {
        var faults = new ArrayList<>(manners(sql));
        each(sql, name -> {
                    String schema = name.substring(0, name.indexOf('.'));
                    return schema.equals(module) || published.contains(name) || FOR_ALL.contains(name)
                            ? ""
                            : "names " + name
                                    + ": a module's SQL names its own schema or a security_invoker view that a lower"
                                    + " module publishes; ask kernel." + schema + " for it, in Java or by such a view";
                })
                .forEach(faults::add);
        return faults;
    }

    private static List<String> manners(String sql) {
        var faults = new ArrayList<String>();
        if (STAR.matcher(sql).find()) {
            faults.add("selects *: name the columns, so that the next version's table doesn't break this one");
        }
        if (OFFSET.matcher(sql).find()) {
            faults.add("pages by offset: page by key (where (a, id) > (?, ?) order by a, id limit ?)");
        }
        if (LOUD.matcher(sql).find()) {
            faults.add("shouts: write key words in lower case");
        }
        return faults;
    }

    /** What a migration names that it must not: something above it, or a lower module's table other than as a key. */
    List<String> migrationFaults(String module, String sql) {
        int own = modules.indexOf(module);
        if (own < 0) {
            return List.of("is never run: list " + module + " in db/migration/modules.txt, in the order of the design");
        }
        return each(sql, name -> {
                    String schema = name.substring(0, name.indexOf('.'));
                    if (schema.equals(module) || published.contains(name)) {
                        return "";
                    }
                    if (modules.indexOf(schema) > own) {
                        return "names " + name + ": a migration refers to lower modules only (modules.txt)";
                    }
                    boolean key = Pattern.compile("\\breferences\\s+" + Pattern.quote(name) + "\\b")
                            .matcher(sql)
                            .find();
                    boolean call = Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(")
                            .matcher(sql)
                            .find();
                    return key || call
                            ? ""
                            : "names " + name + ": refer to a lower module's rows by a foreign key, a function or a"
                                    + " security_invoker view that it publishes";
                })
                .toList();
    }

    private Stream<String> each(String sql, Function<String, String> fault) {
        Pattern names = Pattern.compile("(?<![\\w.'])(" + String.join("|", modules) + ")\\.([a-z_][a-z0-9_]*)");
        Matcher matcher = names.matcher(sql);
        return matcher.results()
                .map(found -> found.group(1) + "." + found.group(2))
                .distinct()
                .map(fault)
                .filter(found -> !found.isEmpty());
    }
}
