// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** The sample parking permit, in English and in Chinese. */
final class Permits {
    private static final String ADDRESS = "https://lindenau.example/verify/7K4M-92QX-WD";

    private Permits() {}

    static RenderInput english() {
        return permit("en", words("en"));
    }

    static RenderInput chinese() {
        return permit("zh-Hans", words("zh"));
    }

    private static RenderInput permit(String language, Properties words) {
        words.setProperty("css", read("permit.css"));
        words.setProperty("qr", QrCode.svg(ADDRESS, words.getProperty("qr-alt")));
        var html = read("permit.html");
        for (var word : words.stringPropertyNames()) {
            html = html.replace("{" + word + "}", words.getProperty(word));
        }
        var facts =
                "{\"permit\":\"PP-2026-004817-K\",\"zone\":\"C3\",\"validFrom\":\"2026-03-09\",\"validUntil\":\"2027-03-08\"}";
        var data = Attachment.of(
                "permit.json",
                "application/json",
                words.getProperty("facts"),
                Attachment.Relationship.DATA,
                facts.getBytes(StandardCharsets.UTF_8));
        return new RenderInput(
                html,
                language,
                words.getProperty("title") + " " + words.getProperty("number"),
                words.getProperty("lede"),
                words.getProperty("authority"),
                Instant.parse("2026-03-03T09:30:00Z"),
                List.of(data));
    }

    private static Properties words(String language) {
        var words = new Properties();
        try (var reader = new InputStreamReader(open("permit." + language + ".properties"), StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static String read(String name) {
        try (var in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.io.InputStream open(String name) {
        return Objects.requireNonNull(Permits.class.getResourceAsStream("/documents/" + name));
    }
}
