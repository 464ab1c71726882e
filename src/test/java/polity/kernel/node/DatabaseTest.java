// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class DatabaseTest {

    @Test
    void closing_twice_is_harmless_so_that_a_failed_start_tells_its_own_reason(@TempDir Path data) {
        var settings = NodeSettings.of(
                Map.of(
                        "POLITY_DATA",
                        data.toString(),
                        "POLITY_DATABASE_URL",
                        "jdbc:postgresql://database.example/polity"),
                List.of("run"));
        Database database = Database.open(settings);
        database.close();
        assertThatCode(database::close).doesNotThrowAnyException();
        assertThat(data.resolve("pid")).doesNotExist();
    }
}
