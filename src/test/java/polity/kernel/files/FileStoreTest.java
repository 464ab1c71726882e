// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class FileStoreTest {

    private final FileStore files = RunningPolity.part(FileStore.class);

    @Test
    void a_file_is_kept_once_and_read_back() {
        Reception first = receive("%PDF-1.7 the same bytes");
        Reception second = receive("%PDF-1.7 the same bytes");

        assertThat(first).isEqualTo(second).isInstanceOfSatisfying(Reception.Kept.class, kept -> {
            assertThat(kept.kind()).isEqualTo(FileKind.PDF);
            assertThat(files.read(kept.id()))
                    .hasValueSatisfying(bytes ->
                            assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("%PDF-1.7 the same bytes"));
        });
    }

    @Test
    void a_file_is_what_its_bytes_say() {
        assertThat(receive("<script>alert(1)</script>"))
                .isEqualTo(new Reception.Refused(Reception.Reason.NOT_A_KNOWN_KIND));
        assertThat(receive("MZ\u0090 a program named permit.pdf"))
                .isEqualTo(new Reception.Refused(Reception.Reason.NOT_A_KNOWN_KIND));
    }

    @Test
    void nothing_and_too_much_are_refused() {
        assertThat(receive("")).isEqualTo(new Reception.Refused(Reception.Reason.EMPTY));
        assertThat(receive("%PDF-" + "x".repeat(2_000))).isEqualTo(new Reception.Refused(Reception.Reason.TOO_LARGE));
    }

    @Test
    void an_id_that_names_another_place_is_no_id() {
        assertThat(FileId.parse("../../secrets/database-admin")).isEmpty();
        assertThat(FileId.parse("A".repeat(64))).isEmpty();
    }

    private Reception receive(String content) {
        return Zone.PUBLIC.call(
                () -> files.receive(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 1_000));
    }
}
