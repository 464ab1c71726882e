// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import polity.kernel.rules.Shape.Kind;
import polity.kernel.rules.Source.Problems;

/** Reads {@link Parameters} from YAML. It reads nodes, not objects, so that each fault has its line and nothing is constructed. */
final class ParametersReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern ARTICLE = Pattern.compile("[a-z0-9][a-z0-9-]*:\\S.*");
    private static final Set<String> KEYS = Set.of("from", "to", "value", "article");
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_LIST = 200;

    private final Source source;
    private final Problems problems;

    ParametersReader(Source source) {
        this.source = source;
        this.problems = new Problems(source);
    }

    List<Problem> problems() {
        return problems.list();
    }

    Map<String, List<Parameters.Dated>> read() {
        var byName = new LinkedHashMap<String, List<Parameters.Dated>>();
        if (source.text().length() > Limits.FILE_CHARACTERS) {
            problems.add(0, "The file is longer than " + Limits.FILE_CHARACTERS + " characters: split it");
            return byName;
        }
        compose().ifPresent(root -> {
            for (var tuple : mapping(root, "The file must list names of parameters, each with its values")) {
                String name = text(tuple.key());
                int at = offset(tuple.key());
                name(name, at);
                var dated = dated(tuple.value(), name);
                follow(dated, name, at);
                byName.put(name, dated);
            }
            nested(byName, offset(root));
        });
        return byName;
    }

    private Optional<Node> compose() {
        try {
            var settings = LoadSettings.builder()
                    .setLabel(source.file())
                    .setAllowDuplicateKeys(false)
                    .setMaxAliasesForCollections(0)
                    .setCodePointLimit(Limits.FILE_CHARACTERS)
                    .build();
            return new Compose(settings).composeString(source.text());
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().or(e::getContextMark).map(this::offset).orElse(0);
            problems.add(at, "This is not well-formed YAML: " + e.getProblem());
            return Optional.empty();
        } catch (StackOverflowError _) {
            problems.add(0, "This is nested too deeply: a parameter is a list of {from, value, article}");
            return Optional.empty();
        } catch (YamlEngineException e) {
            problems.add(0, "This is not well-formed YAML: " + e.getMessage());
            return Optional.empty();
        }
    }

    private int offset(Node node) {
        return node.getStartMark().map(this::offset).orElse(0);
    }

    private int end(Node node) {
        return node.getEndMark().map(this::offset).orElse(0);
    }

    private int offset(Mark mark) {
        int line = source.offset(mark.getLine() + 1, 1);
        int next = source.offset(mark.getLine() + 2, 1);
        String text =
                source.text().substring(line, next > line ? next : source.text().length());
        int column = Math.min(mark.getColumn(), text.codePointCount(0, text.length()));
        return line + text.offsetByCodePoints(0, column);
    }

    private record Entry(Node key, Node value) {}

    private List<Entry> mapping(Node node, String otherwise) {
        if (plain(node) && node instanceof MappingNode mapping) {
            var keys = new HashSet<String>();
            var entries = new ArrayList<Entry>();
            for (var tuple : mapping.getValue()) {
                var entry = new Entry(tuple.getKeyNode(), tuple.getValueNode());
                if (entry.key() instanceof ScalarNode key && !keys.add(key.getValue())) {
                    problems.add(offset(key), "\"" + key.getValue() + "\" stands here twice: remove one");
                }
                entries.add(entry);
            }
            return entries;
        }
        problems.add(offset(node), otherwise);
        return List.of();
    }

    /** No anchors and no tags of YAML's own: a file says what it means where it says it. */
    private boolean plain(Node node) {
        boolean plain = node.getAnchor().isEmpty() && node.getTag().getValue().startsWith("tag:yaml.org,2002:");
        if (!plain) {
            problems.add(offset(node), "Anchors (&, *) and tags (!) are not allowed: write the value out");
        }
        return plain;
    }

    private String text(Node node) {
        if (plain(node) && node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problems.add(offset(node), "A single word or text is needed here");
        return "";
    }

    private void name(String name, int at) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    at,
                    "The name \"" + name
                            + "\" must be made of small letters, digits and _, with dots between its parts, like "
                            + suggestion(name));
        }
        for (String part : name.split("\\.", -1)) {
            if (FeelText.isKeyword(part)) {
                problems.add(at, "The name \"" + name + "\" contains the FEEL word \"" + part + "\": choose another");
            }
        }
    }

    private static String suggestion(String name) {
        String better = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_.]+", "_");
        return NAME.matcher(better).matches() ? better : "fee.band_1";
    }

    private void nested(Map<String, List<Parameters.Dated>> byName, int at) {
        for (String name : byName.keySet()) {
            for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
                if (byName.containsKey(name.substring(0, dot))) {
                    problems.add(
                            at,
                            "\"" + name.substring(0, dot) + "\" can't be a parameter and a part of \"" + name + "\"");
                }
            }
        }
        if (byName.size() > Limits.PARAMETERS) {
            problems.add(at, "There are more than " + Limits.PARAMETERS + " parameters: split the file");
        }
    }

    private List<Parameters.Dated> dated(Node node, String name) {
        var dated = new ArrayList<Parameters.Dated>();
        if (!plain(node)
                || !(node instanceof SequenceNode sequence)
                || sequence.getValue().isEmpty()) {
            problems.add(
                    offset(node),
                    "\"" + name
                            + "\" needs a list of values, like - {from: 2026-04-01, value: 3000, article: \"order:12(1)\"}");
            return dated;
        }
        for (var entry : sequence.getValue()) {
            one(entry).ifPresent(dated::add);
        }
        return dated;
    }

    private Optional<Parameters.Dated> one(Node node) {
        Node from = null;
        Node to = null;
        Node value = null;
        Node article = null;
        for (var entry : mapping(node, "A value is written as {from: ..., value: ..., article: ...}")) {
            String key = text(entry.key());
            switch (key) {
                case "from" -> from = entry.value();
                case "to" -> to = entry.value();
                case "value" -> value = entry.value();
                case "article" -> article = entry.value();
                default ->
                    problems.add(
                            offset(entry.key()),
                            "\"" + key + "\" is unknown here: there are "
                                    + KEYS.stream().sorted().toList());
            }
        }
        if (from == null || value == null || article == null) {
            problems.add(
                    offset(node),
                    "from, value and article are needed: the first day, the value, and the law it rests on");
            return Optional.empty();
        }
        String citation = text(article);
        if (!ARTICLE.matcher(citation).matches()) {
            problems.add(offset(article), "The article must be written like parking-order:12(1)");
        }
        var first = day(from);
        var last = to == null ? null : day(to).orElse(null);
        var literals = literals(value);
        if (first.isEmpty() || literals.isEmpty()) {
            return Optional.empty();
        }
        if (last != null && last.isBefore(first.get())) {
            problems.add(offset(node), "It ends before it begins: check from and to");
        }
        boolean list = value instanceof SequenceNode;
        var plain = list
                ? List.copyOf(literals.stream().map(Parameters.Literal::value).toList())
                : literals.getFirst().value();
        return Optional.of(new Parameters.Dated(
                first.get(),
                last,
                new Parameters.Value(plain, citation),
                literals.getFirst().kind(),
                literals));
    }

    private Optional<LocalDate> day(Node node) {
        String text = text(node);
        try {
            if (DATE.matcher(text).matches()) {
                return Optional.of(LocalDate.parse(text));
            }
        } catch (DateTimeException _) {
            // said below
        }
        problems.add(offset(node), "Write a day like 2026-04-01");
        return Optional.empty();
    }

    private List<Parameters.Literal> literals(Node node) {
        var nodes = node instanceof SequenceNode sequence && plain(node) ? sequence.getValue() : List.of(node);
        var literals = new ArrayList<Parameters.Literal>();
        for (var entry : nodes) {
            literal(entry).ifPresent(literals::add);
        }
        boolean mixed =
                literals.stream().map(Parameters.Literal::kind).distinct().count() > 1;
        if (mixed || nodes.size() > LONGEST_LIST || nodes.isEmpty()) {
            problems.add(offset(node), "A list needs 1 to " + LONGEST_LIST + " values of one kind");
        }
        return mixed ? List.of() : literals;
    }

    private Optional<Parameters.Literal> literal(Node node) {
        if (!(node instanceof ScalarNode scalar) || !plain(node)) {
            problems.add(offset(node), "The value must be a number, true or false, a day, a text, or a list of these");
            return Optional.empty();
        }
        var value = value(scalar);
        if (value == null) {
            problems.add(
                    offset(node),
                    "\"" + scalar.getValue()
                            + "\" is no value: write a number like 3000 or 0.25, true or false, a day, or a text in quotes");
            return Optional.empty();
        }
        var kind = switch (value) {
            case BigDecimal _ -> Kind.NUMBER;
            case Boolean _ -> Kind.BOOLEAN;
            case LocalDate _ -> Kind.DATE;
            default -> Kind.STRING;
        };
        return Optional.of(new Parameters.Literal(kind, value, offset(node), end(node)));
    }

    private static @Nullable Object value(ScalarNode scalar) {
        String text = scalar.getValue();
        if (text.length() > LONGEST_TEXT) {
            return null;
        }
        if (!scalar.isPlain()) {
            return text;
        }
        if (NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException _) {
            return null;
        }
        return Character.isLetter(text.isEmpty() ? ' ' : text.charAt(0)) && !text.equals("null") ? text : null;
    }

    /** Each value must begin the day after the one before ends: a gap or an overlap is a mistake in law or in typing. */
    private void follow(List<Parameters.Dated> dated, String name, int at) {
        for (int i = 1; i < dated.size(); i++) {
            var before = dated.get(i - 1);
            var after = dated.get(i);
            int place = after.literals().getFirst().start();
            if (before.kind() != after.kind()) {
                problems.add(
                        place,
                        "\"" + name + "\" changes from " + before.kind().words() + " to "
                                + after.kind().words());
            }
            if (!after.from().isAfter(before.from())) {
                problems.add(
                        place,
                        "Overlap: two values of \"" + name + "\" begin on " + after.from()
                                + " or in the wrong order: list them from the earliest");
            } else if (before.to() != null && !before.to().isBefore(after.from())) {
                problems.add(
                        place,
                        "Overlap: \"" + name + "\" has two values on " + after.from() + ": end the first one earlier");
            } else if (before.to() != null && before.to().plusDays(1).isBefore(after.from())) {
                problems.add(
                        place,
                        "Gap: \"" + name + "\" has no value from " + before.to().plusDays(1) + " to "
                                + after.from().minusDays(1));
            }
        }
        if (dated.isEmpty()) {
            problems.add(at, "\"" + name + "\" has no value");
        }
    }
}
