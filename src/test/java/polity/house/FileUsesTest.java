// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import polity.kernel.files.FileUse;
import polity.testing.DatabaseOwner;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** Bytes to which nobody says that he refers are removed: nobody may forget to say so. */
class FileUsesTest {

    /** A column that refers to files, by its name or by a foreign key. */
    private record Column(String schema, String name, boolean keyed) {}

    @Test
    void whoever_refers_to_files_says_so_and_the_data_base_knows_it() {
        Set<String> saying = RunningPolity.parts(FileUse.class).stream()
                .map(use -> use.getClass().getPackageName().replaceFirst(".*\\.", ""))
                .collect(Collectors.toSet());
        List<Column> columns = columns();

        assertThat(columns).extracting(Column::schema).contains("forms", "cases", "documents");
        House.require("Files are lost, or never removed, unless these are mended:", faults(columns, saying::contains));
    }

    @Test
    void a_reference_that_nobody_knows_of_is_found() {
        assertThat(faults(
                        List.of(
                                new Column("news", "news.picture.file", false),
                                new Column("cases", "cases.attachment.file", true)),
                        "cases"::equals))
                .containsExactly(
                        "news.picture.file has no foreign key to files.file",
                        "news.picture.file is named by no FileUse of its module");
    }

    private static List<String> faults(List<Column> columns, Predicate<String> says) {
        return columns.stream()
                .flatMap(column -> Stream.of(
                                column.keyed() ? "" : column.name() + " has no foreign key to files.file",
                                says.test(column.schema())
                                        ? ""
                                        : column.name() + " is named by no FileUse of its module")
                        .filter(fault -> !fault.isEmpty()))
                .toList();
    }

    private static List<Column> columns() {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("""
                        select nspname, nspname || '.' || relname || '.' || attname, key.conrelid is not null
                        from pg_attribute
                        join pg_class on pg_class.oid = attrelid
                        join pg_namespace on pg_namespace.oid = relnamespace
                        left join pg_constraint key on key.conrelid = attrelid and key.conkey = array[attnum]
                          and key.contype = 'f' and key.confrelid = 'files.file'::regclass
                        where relkind in ('r', 'p') and nspowner = 'polity_owner'::regrole
                          and (key.conrelid is not null
                               or (atttypid = 'bytea'::regtype and attname ~ '(^|_)(file|attachment|picture|photo)$'))
                        order by 2
                        """)
                .query((row, _) -> new Column(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list());
    }
}
