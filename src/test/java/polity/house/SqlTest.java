// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import polity.house.JavaStrings.Source;

import static org.assertj.core.api.Assertions.assertThat;

class SqlTest {

    private static final SqlText HOUSE = SqlText.ofTheHouse();

    /** Makes the house's schemas and roles themselves before any module is there; it takes no words from outside. */
    private static final String BUILDER = "src/main/java/polity/kernel/node/Migrations.java";

    private static final class Read {
        static final JavaStrings ALL = JavaStrings.of(House.files(".java").stream()
                .filter(file -> file.startsWith(House.MAIN))
                .map(file -> new Source(House.shown(file), House.read(file)))
                .toList());
    }

    @Test
    void a_modules_sql_keeps_to_its_own_schema_and_to_good_manners() {
        House.require("Mend the SQL in these:", faults(HOUSE, Read.ALL));
    }

    private static List<String> faults(SqlText house, JavaStrings strings) {
        var faults = new ArrayList<String>();
        for (JavaStrings.Text text : strings.texts) {
            if (SqlText.isSql(text.value()) && !text.file().equals(BUILDER)) {
                house.faults(module(text.file()), text.value())
                        .forEach(fault -> faults.add(text.file() + ":" + text.line() + " " + fault));
            }
        }
        return faults;
    }

    private static String module(String file) {
        return file.replaceFirst("src/main/java/polity/\\w+/(\\w+)/.*", "$1");
    }

    @Test
    void sql_is_a_constant_and_values_are_its_parameters() {
        House.require(
                "Hand constant SQL to the data base and values as parameters (?). If a part must vary and can't come from"
                        + " outside, say why in a comment on the line above: // sql: <reason>",
                Read.ALL.assembled.stream()
                        .map(each -> each.file() + ":" + each.line() + " " + each.code())
                        .toList());
    }

    @Test
    void a_migration_refers_downwards_only() {
        var faults = new ArrayList<String>();
        SqlText.migrations().forEach((file, sql) -> {
            String module = file.replaceFirst("[/\\\\].*", "");
            HOUSE.migrationFaults(module, sql).forEach(fault -> faults.add(file + " " + fault));
        });
        House.require("Mend these migrations, or the order in modules.txt if it isn't the design's:", faults);
    }

    @Test
    void the_schemas_stand_in_the_order_of_the_modules() {
        List<String> kernel =
                HOUSE.modules().stream().filter(Room.KERNEL::contains).toList();
        assertThat(kernel)
                .as("db/migration/modules.txt lists the kernel's modules in the order of the design, then the systems")
                .isSortedAccordingTo(
                        (one, other) -> Integer.compare(Room.KERNEL.indexOf(one), Room.KERNEL.indexOf(other)))
                .isEqualTo(HOUSE.modules().subList(0, kernel.size()));
        assertThat(House.rooms().stream().map(Room::name).toList())
                .as("each schema in modules.txt has its module")
                .containsAll(HOUSE.modules());
    }

    @Test
    void every_kind_of_bad_sql_is_found_and_good_sql_is_not() {
        var house = new SqlText(List.of("node", "law", "cases"), Set.of("law.in_force"));
        var strings = JavaStrings.of(List.of(new Source("src/main/java/polity/kernel/law/Articles.java", """
                package polity.kernel.law;
                class Articles {
                    private static final String ALL = "select id from law.article";
                    void good(String id) {
                        jdbc.sql("select id, node.actor() from law.article " + "join law.work on true").query();
                        jdbc.sql(ALL).query();
                        jdbc.sql("select count(*) from law.in_force").query();
                        // sql: the partition's number comes from the catalogue
                        jdbc.sql("truncate law.part_" + id).update();
                        jdbc.sql("insert into law.work (id) select * from unnest(?::uuid[])").update();
                        words.say("cases.title");
                    }
                    void bad(String id, boolean up) {
                        jdbc.sql("select * from law.article").query();
                        jdbc.sql("select id from law.article offset ?").query();
                        jdbc.sql("SELECT id FROM law.article").query();
                        jdbc.sql("select id from " + "cases.matter").query();
                        jdbc.sql(\"""
                            select id from node.delivery
                            \""").query();
                        jdbc.sql("select id from law.article where id = '" + id + "'").query();
                        jdbc.sql("select id from law.article order by %s".formatted(id)).query();
                        jdbc.sql(id).query();
                    }
                }
                """)));
        assertThat(faults(house, strings))
                .hasSize(5)
                .anyMatch(fault -> fault.contains("selects *"))
                .anyMatch(fault -> fault.contains("pages by offset"))
                .anyMatch(fault -> fault.contains("shouts"))
                .anyMatch(fault -> fault.contains("names cases.matter"))
                .anyMatch(fault -> fault.contains("names node.delivery"));
        assertThat(strings.assembled)
                .hasSize(3)
                .extracting(JavaStrings.Assembled::line)
                .containsExactly(21L, 22L, 23L);
    }

    @Test
    void a_migration_that_refers_upwards_or_into_a_lower_table_is_found() {
        var house = new SqlText(List.of("node", "law", "cases"), Set.of("node.published"));
        assertThat(house.migrationFaults("law", """
                create table law.work (actor uuid references node.person, at text default node.purpose());
                create view law.x with (security_invoker = true) as select id from node.published;
                """)).isEmpty();
        assertThat(house.migrationFaults("law", "create view law.y as select id from node.job_run"))
                .singleElement()
                .asString()
                .contains("node.job_run");
        assertThat(house.migrationFaults("law", "create table law.z (matter uuid references cases.matter)"))
                .singleElement()
                .asString()
                .contains("lower modules only");
        assertThat(SqlText.published(List.of("""
                create view law.in_force with (security_invoker = true) as select 1;
                create view law.private as select 1;
                """))).containsExactly("law.in_force");
    }
}
