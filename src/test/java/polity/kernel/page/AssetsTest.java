// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AssetsTest {
    private static final Assets ASSETS = Assets.load();

    @Test
    void a_name_changes_with_its_content() {
        assertThat(ASSETS.name("polity.css")).matches("polity\\.[0-9a-f]{12}\\.css");
        assertThatThrownBy(() -> ASSETS.name("other.css")).isInstanceOf(MissingAsset.class);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
                    gzip, deflate, br, zstd | br
                    GZIP;q=0.8              | gzip
                    br;q=0, gzip            | gzip
                    br;q=0.0, gzip;q=0      | -
                    identity                | -
                    -                       | -
                    """)
    void a_file_is_packed_as_the_browser_allows(@Nullable String accept, @Nullable String coding) {
        var asset = ASSETS.find(ASSETS.name("polity.css"), accept).orElseThrow();
        assertThat(asset.coding().orElse(null)).isEqualTo(coding);
        assertThat(asset.type()).isEqualTo("text/css;charset=UTF-8");
    }

    @Test
    void packed_and_plain_are_the_same_file() throws IOException {
        var name = ASSETS.name("polity.js");
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes(name, "gzip")))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(bytes(name, null));
        }
    }

    @Test
    void only_what_was_published_is_found() {
        assertThat(ASSETS.find("manifest.properties", null)).isEmpty();
        assertThat(ASSETS.find("../application.properties", null)).isEmpty();
        assertThat(ASSETS.find(ASSETS.name("polity.css") + ".gz", null)).isEmpty();
    }

    @Test
    void styles_name_only_published_typefaces_and_no_other_host() throws IOException {
        var css = new String(bytes(ASSETS.name("polity.css"), null), StandardCharsets.UTF_8);
        var named = Pattern.compile("url\\(([^)]*)\\)")
                .matcher(css)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(named)
                .hasSize(4)
                .allSatisfy(name -> assertThat(ASSETS.find(name, null)).isPresent());
        assertThat(css).doesNotContain("GDS Transport");
        assertThat(css).doesNotContainPattern("[;{](margin|padding|border)-(left|right)");
    }

    private static byte[] bytes(String name, @Nullable String accept) throws IOException {
        var out = new ByteArrayOutputStream();
        ASSETS.find(name, accept).orElseThrow().writeTo(out);
        return out.toByteArray();
    }
}
