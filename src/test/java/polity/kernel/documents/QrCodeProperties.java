// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.Map;
import java.util.regex.Pattern;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QrCodeProperties {
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");
    private static final int QUIET = 4;

    @Property(tries = 60)
    void whatever_is_put_in_can_be_read_out(@ForAll @NotBlank @StringLength(max = 120) String text) throws Exception {
        var wellFormed = text.codePoints()
                .filter(c -> !Character.isISOControl(c) && !Character.isSurrogate((char) c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('.')
                .toString();
        assertThat(read(QrCode.path(wellFormed))).isEqualTo(wellFormed);
    }

    @Example
    void the_alternative_text_is_escaped() {
        assertThat(QrCode.svg("x", "a \"b\" <c> & d")).contains("alt=\"a &quot;b&quot; &lt;c> &amp; d\"");
    }

    @Example
    void too_long_a_text_is_refused() {
        assertThatThrownBy(() -> QrCode.svg("x".repeat(5000), "x")).isInstanceOf(RefusedMarkup.class);
    }

    private static String read(String path) throws Exception {
        int size = 0;
        var runs = RUN.matcher(path);
        while (runs.find()) {
            size = Math.max(size, Integer.parseInt(runs.group(1)) + Integer.parseInt(runs.group(3)) - QUIET);
        }
        var matrix = new BitMatrix(size);
        runs.reset();
        while (runs.find()) {
            matrix.setRegion(
                    Integer.parseInt(runs.group(1)) - QUIET,
                    Integer.parseInt(runs.group(2)) - QUIET,
                    Integer.parseInt(runs.group(3)),
                    1);
        }
        return new Decoder().decode(matrix, Map.of()).getText();
    }
}
