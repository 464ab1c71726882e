// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A part of a YAML file that somebody wrote by hand, with its place in the file. Reading never throws: what is missing or
 * of the wrong kind becomes a {@link Problem} with file and line, and reading goes on with an empty value, so that an
 * author sees all that is wrong at once. No tags, no anchors, no classes: data only.
 */
public final class Declaration {

    private static final int MOST_CHARACTERS = 2_000_000;

    private final String file;
    private final int line;
    private final @Nullable Object value;
    private final List<Problem> problems;

    private Declaration(String file, int line, @Nullable Object value, List<Problem> problems) {
        this.file = file;
        this.line = line;
        this.value = value;
        this.problems = problems;
    }

    /** Reads a whole file; what is wrong with it is added to the problems. */
    public static Declaration read(String text, String file, List<Problem> problems) {
        var settings = LoadSettings.builder()
                .setLabel(file)
                .setMaxAliasesForCollections(0)
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(MOST_CHARACTERS)
                .build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .map(node -> of(node, file, problems))
                    .orElseGet(() -> new Declaration(file, 1, Map.of(), problems));
        } catch (MarkedYamlEngineException e) {
            problems.add(new Problem(
                    file, e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(new Problem(file, 1, "not YAML: " + e.getMessage()));
        }
        return new Declaration(file, 1, Map.of(), problems);
    }

    private static Declaration of(Node node, String file, List<Problem> problems) {
        int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        // What is anchored may stand in many places: expanding it could grow without bound.
        if (node.getAnchor().isPresent()) {
            problems.add(new Problem(file, line, "anchors and aliases are not allowed; write the value itself"));
            return new Declaration(file, line, null, problems);
        }
        return switch (node) {
            case MappingNode map -> {
                var entries = new LinkedHashMap<String, Declaration>();
                for (NodeTuple tuple : map.getValue()) {
                    Declaration key = of(tuple.getKeyNode(), file, problems);
                    Declaration former = entries.put(key.asText(), of(tuple.getValueNode(), file, problems));
                    if (former != null) {
                        key.refuse("\"" + key.asText() + "\" is given twice; keep one");
                    }
                }
                yield new Declaration(file, line, entries, problems);
            }
            case SequenceNode list ->
                new Declaration(
                        file,
                        line,
                        list.getValue().stream()
                                .map(each -> of(each, file, problems))
                                .toList(),
                        problems);
            case ScalarNode scalar -> new Declaration(file, line, scalarValue(scalar), problems);
            default -> new Declaration(file, line, null, problems);
        };
    }

    private static @Nullable Object scalarValue(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT) && text.matches("[-+]?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        if (tag.equals(Tag.FLOAT) && text.matches("[-+]?\\d{1,30}\\.\\d{1,30}")) {
            return new BigDecimal(text);
        }
        return text;
    }

    /** States that something is wrong here. */
    public void refuse(String reason) {
        problems.add(new Problem(file, line, reason));
    }

    public String file() {
        return file;
    }

    /** Line in the file, from 1. */
    public int line() {
        return line;
    }

    public boolean isMap() {
        return value instanceof Map<?, ?>;
    }

    public boolean isList() {
        return value instanceof List<?>;
    }

    public boolean isNull() {
        return value == null;
    }

    /** The entries of a map in the order of the file; empty, with a problem, when this is no map. */
    @SuppressWarnings("unchecked")
    public Map<String, Declaration> entries() {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Declaration>) map;
        }
        refuse("a map of names and values is needed here");
        return Map.of();
    }

    /** The parts of a list; empty, with a problem, when this is no list. */
    @SuppressWarnings("unchecked")
    public List<Declaration> items() {
        if (value instanceof List<?> list) {
            return (List<Declaration>) list;
        }
        refuse("a list is needed here");
        return List.of();
    }

    /** Refuses every key that isn't named. */
    public void allow(String... keys) {
        Set<String> allowed = Set.of(keys);
        entries().forEach((key, declared) -> {
            if (!allowed.contains(key)) {
                declared.refuse("\"" + key + "\" is not known here; known are "
                        + String.join(", ", allowed.stream().sorted().toList()));
            }
        });
    }

    public boolean has(String key) {
        Declaration declared = isMap() ? entries().get(key) : null;
        return declared != null && !declared.isNull();
    }

    /** What stands under the key, absent when nothing does. */
    public Optional<Declaration> find(String key) {
        return has(key) ? Optional.ofNullable(entries().get(key)) : Optional.empty();
    }

    /** What stands under the key; an empty map, with a problem, when nothing does. */
    public Declaration get(String key) {
        return find(key).orElseGet(() -> {
            refuse("\"" + key + "\" is missing");
            return new Declaration(file, line, Map.of(), new ArrayList<>());
        });
    }

    /** Text under the key; empty, with a problem, when there is none. */
    public String text(String key) {
        return find(key).map(Declaration::asText).orElseGet(() -> {
            refuse("\"" + key + "\" is missing");
            return "";
        });
    }

    public Optional<String> optionalText(String key) {
        return find(key).map(Declaration::asText);
    }

    /** A list of texts under the key, empty when there is none. */
    public List<String> texts(String key) {
        return find(key)
                .map(list -> list.items().stream().map(Declaration::asText).toList())
                .orElse(List.of());
    }

    /** The parts of the list under the key, none when there is no such key. */
    public List<Declaration> list(String key) {
        return find(key).map(Declaration::items).orElse(List.of());
    }

    /** The entries of the map under the key, none when there is no such key. */
    public Map<String, Declaration> map(String key) {
        return find(key).map(Declaration::entries).orElse(Map.of());
    }

    /** A whole number under the key; 0, with a problem, when there is none. */
    public long number(String key) {
        Declaration declared = get(key);
        if (declared.value instanceof Long number) {
            return number;
        }
        if (has(key)) {
            declared.refuse("\"" + key + "\" needs a whole number");
        }
        return 0;
    }

    public boolean flag(String key) {
        Optional<Declaration> declared = find(key);
        if (declared.isEmpty()) {
            return false;
        }
        if (declared.get().value instanceof Boolean flag) {
            return flag;
        }
        declared.get().refuse("\"" + key + "\" needs true or false");
        return false;
    }

    /** This as text, as it was written for numbers and flags; empty, with a problem, when it is a map or list. */
    public String asText() {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            refuse("a single value is needed here");
            return "";
        }
        return value == null ? "" : value.toString();
    }

    /** This as plain Java: String, Long, BigDecimal, Boolean, null, List or Map of those. */
    public @Nullable Object plain() {
        return switch (value) {
            case Map<?, ?> _ -> {
                var plain = new LinkedHashMap<String, @Nullable Object>();
                entries().forEach((key, declared) -> plain.put(key, declared.plain()));
                yield plain;
            }
            case List<?> _ -> {
                var plain = new ArrayList<@Nullable Object>();
                items().forEach(declared -> plain.add(declared.plain()));
                yield plain;
            }
            case null -> null;
            default -> value;
        };
    }
}
