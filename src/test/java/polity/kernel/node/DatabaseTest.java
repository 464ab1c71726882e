// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class DatabaseTest {

    @Test
    void closing_twice_is_harmless_so_that_a_failed_start_tells_its_own_reason(@TempDir Path data) {
        var settings = new NodeSettings(
                data,
                Map.of(),
                Set.of(Zone.PUBLIC),
                Optional.of("jdbc:postgresql://database.example/polity"),
                Optional.empty(),
                false,
                URI.create("http://localhost"));
        Database database = Database.open(settings);
        database.close();
        assertThatCode(database::close).doesNotThrowAnyException();
        assertThat(data.resolve("pid")).doesNotExist();
    }
}
