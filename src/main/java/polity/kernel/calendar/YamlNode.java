// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** A YAML document that remembers the line of each value, so that a problem can be shown where it stands. */
sealed interface YamlNode {
    int line();

    record Text(String value, int line) implements YamlNode {}

    record Items(List<YamlNode> values, int line) implements YamlNode {}

    record Fields(Map<String, YamlNode> values, int line) implements YamlNode {}

    /**
     * Reads one document.
     *
     * @throws ProblemFound when the text isn't YAML
     */
    static YamlNode parse(String text) throws ProblemFound {
        var factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new ProblemFound(1, "The file is empty.");
            }
            var root = node(parser);
            if (parser.nextToken() != null) {
                throw new ProblemFound(line(parser), "Only one document may stand in a file; remove “---”.");
            }
            return root;
        } catch (JacksonException unreadable) {
            var location = unreadable.getLocation();
            throw new ProblemFound(
                    location == null ? 1 : Math.max(1, location.getLineNr()),
                    "This is not readable as YAML: " + firstLine(unreadable.getOriginalMessage()));
        }
    }

    private static YamlNode node(JsonParser parser) throws ProblemFound {
        var line = line(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var values = new LinkedHashMap<String, YamlNode>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    values.put(name, node(parser));
                }
                yield new Fields(values, line);
            }
            case START_ARRAY -> {
                var values = new ArrayList<YamlNode>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(node(parser));
                }
                yield new Items(values, line);
            }
            case VALUE_NULL -> new Text("", line);
            default -> new Text(parser.getString(), line);
        };
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    /** A problem that ends the reading of a document or of one of its values. */
    final class ProblemFound extends Exception {
        private final int line;
        private final String text;

        ProblemFound(int line, String text) {
            super(text);
            this.line = line;
            this.text = text;
        }

        int line() {
            return line;
        }

        String text() {
            return text;
        }
    }
}
