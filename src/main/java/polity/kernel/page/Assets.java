// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Styles, script, typefaces and drawings as web/build made them, under names that change with their content. */
public final class Assets {
    /** An asset may be kept for ever: another content has another name. */
    public static final String CACHE_CONTROL = "public, max-age=31536000, immutable";

    private static final String FOLDER = "/web/";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");
    // In the order in which we would rather send them: coding of HTTP, ending of the file.
    private static final List<Map.Entry<String, String>> CODINGS =
            List.of(Map.entry("br", ".br"), Map.entry("gzip", ".gz"));

    private final Map<String, String> names;
    private final Map<String, Asset> files;

    private Assets(Map<String, String> names, Map<String, Asset> files) {
        this.names = names;
        this.files = files;
    }

    /** Reads all of them from the class path into memory; together they are less than 300 kB. */
    public static Assets load() {
        var manifest = new Properties();
        try {
            manifest.load(new StringReader(new String(required("manifest.properties"), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        var names = new HashMap<String, String>();
        var files = new HashMap<String, Asset>();
        for (var name : manifest.stringPropertyNames()) {
            var hashed = manifest.getProperty(name);
            var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            names.put(name, hashed);
            files.put(hashed, new Asset(type, null, required(hashed)));
            for (var coding : CODINGS) {
                var packed = hashed + coding.getValue();
                read(packed).ifPresent(bytes -> files.put(packed, new Asset(type, coding.getKey(), bytes)));
            }
        }
        return new Assets(Map.copyOf(names), Map.copyOf(files));
    }

    /** The file that now stands for this name, like {@code polity.css}. */
    public String name(String plain) {
        var hashed = names.get(plain);
        if (hashed == null) {
            throw new MissingAsset(plain);
        }
        return hashed;
    }

    /** What to send for a file, packed in a way that the {@code Accept-Encoding} header allows. */
    public Optional<Asset> find(String file, @Nullable String acceptEncoding) {
        if (!names.containsValue(file)) {
            return Optional.empty();
        }
        return CODINGS.stream()
                .filter(coding -> accepts(acceptEncoding, coding.getKey()))
                .flatMap(coding -> Stream.ofNullable(files.get(file + coding.getValue())))
                .findFirst()
                .or(() -> Optional.ofNullable(files.get(file)));
    }

    /** RFC 9110 section 12.5.3, without its order of preference: the smaller file serves everybody. */
    private static boolean accepts(@Nullable String header, String coding) {
        return header != null
                && Stream.of(header.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(part -> part.replace(" ", ""))
                        .anyMatch(part -> part.equals(coding)
                                || (part.startsWith(coding + ";q=") && !part.matches(".*;q=0(\\.0*)?")));
    }

    private static byte[] required(String file) {
        return read(file).orElseThrow(() -> new MissingAsset(file));
    }

    private static Optional<byte[]> read(String file) {
        try (var stream = Assets.class.getResourceAsStream(FOLDER + file)) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One file, perhaps packed. */
    public static final class Asset {
        private final String type;
        private final @Nullable String coding;
        private final byte[] bytes;

        private Asset(String type, @Nullable String coding, byte[] bytes) {
            this.type = type;
            this.coding = coding;
            this.bytes = bytes;
        }

        /** For {@code Content-Type}. */
        public String type() {
            return type;
        }

        /** For {@code Content-Encoding}. */
        public Optional<String> coding() {
            return Optional.ofNullable(coding);
        }

        public int length() {
            return bytes.length;
        }

        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }
}
