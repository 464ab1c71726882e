// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import polity.kernel.rules.Source.Element;
import polity.kernel.rules.Source.Passage;

/** The mistakes that can be made in a DMN file, as replacements in its text. */
final class RuleMutations {
    private static final Map<String, String> COMPARISONS =
            Map.of("<", "<=", "<=", "<", ">", ">=", ">=", ">", "=", "!=", "!=", "=");
    private static final Map<String, String> WORDS =
            Map.of("true", "false", "false", "true", "and", "or", "or", "and", "some", "every", "every", "some");
    private static final Map<String, String> BOUNDARIES = Map.of("[", "(", "(", "[", "]", ")", ")", "]");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DURATION = Pattern.compile("(-?P.*?)([0-9]+)(.*)");

    private final Source source;
    private final List<Mutation.Edit> edits = new ArrayList<>();
    private boolean inXml = true;

    RuleMutations(Source source) {
        this.source = source;
    }

    List<Mutation.Edit> of(Model model) {
        for (var nodes : List.of(model.functions(), model.decisions())) {
            for (var node : nodes) {
                if (node.expression() != null) {
                    expression(node.name(), node.expression());
                }
            }
        }
        return edits;
    }

    /** Of an expression in a file that isn't XML. */
    List<Mutation.Edit> of(String owner, Passage passage) {
        inXml = false;
        formula(owner, passage);
        return edits;
    }

    private void expression(String owner, Element element) {
        switch (element.name()) {
            case "decisionTable" -> table(owner, element);
            case "literalExpression" -> formula(owner, element.passage());
            default ->
                element.children("contextEntry")
                        .forEach(e -> DmnReader.expression(e).ifPresent(x -> expression(owner, x)));
        }
    }

    private void formula(String owner, Passage passage) {
        tokens(owner, passage, true);
        conditions(owner, passage);
        var strings = new FeelText(passage.value())
                .tokens().stream()
                        .filter(t -> t.sort() == FeelText.Token.Sort.STRING && !isMoment(t))
                        .toList();
        for (var token : strings) {
            strings.stream()
                    .map(FeelText.Token::text)
                    .filter(t -> !t.equals(token.text()))
                    .findFirst()
                    .ifPresent(other -> replace(owner, passage, token.start(), token.end(), other));
        }
    }

    private void table(String owner, Element table) {
        var rules = table.children("rule");
        table.children("input")
                .forEach(i -> i.child("inputExpression").ifPresent(e -> tokens(owner, e.passage(), true)));
        boolean counted = "COUNT".equals(table.attribute("aggregation"));
        for (int r = 0; r < rules.size(); r++) {
            var rule = rules.get(r);
            if (rules.size() > 1) {
                edits.add(new Mutation.Edit(
                        rule.start(), rule.end(), "", "\"" + owner + "\": rule " + (r + 1) + " is left out"));
            }
            var tests = rule.children("inputEntry");
            for (int c = 0; c < tests.size(); c++) {
                var passage = tests.get(c).passage();
                tokens(owner, passage, true);
                negation(owner, passage);
                other(owner, passage, column(rules, "inputEntry", c));
            }
            var outputs = rule.children("outputEntry");
            for (int c = 0; c < outputs.size() && !counted; c++) {
                var passage = outputs.get(c).passage();
                tokens(owner, passage, false);
                conditions(owner, passage);
                other(owner, passage, column(rules, "outputEntry", c));
            }
        }
    }

    private static List<String> column(List<Element> rules, String kind, int index) {
        return rules.stream()
                .map(rule -> rule.children(kind).get(index).passage().value().strip())
                .toList();
    }

    /** A single text or name becomes the next different one of its column. */
    private void other(String owner, Passage passage, List<String> column) {
        String own = passage.value().strip();
        if (!isSingle(own)) {
            return;
        }
        int at = column.indexOf(own);
        for (int i = 1; i < column.size(); i++) {
            String candidate = column.get((at + i) % column.size());
            if (!candidate.equals(own) && isSingle(candidate)) {
                int start = passage.value().indexOf(own);
                replace(owner, passage, start, start + own.length(), candidate);
                return;
            }
        }
    }

    private static boolean isSingle(String text) {
        var tokens = new FeelText(text).tokens();
        boolean string = tokens.size() == 1 && tokens.getFirst().sort() == FeelText.Token.Sort.STRING;
        boolean path = !tokens.isEmpty()
                && tokens.stream().allMatch(t -> t.is(".") || t.sort() == FeelText.Token.Sort.NAME)
                && tokens.stream().noneMatch(t -> FeelText.isKeyword(t.text()));
        return string || path;
    }

    /** {@code not("a")} becomes {@code "a"}. */
    private void negation(String owner, Passage passage) {
        var tokens = new FeelText(passage.value()).tokens();
        boolean negated = tokens.size() > 3
                && tokens.getFirst().is("not")
                && tokens.get(1).is("(")
                && tokens.getLast().is(")");
        if (negated) {
            int start = tokens.getFirst().start();
            int end = tokens.getLast().end();
            replace(
                    owner,
                    passage,
                    start,
                    end,
                    passage.value().substring(tokens.get(1).end(), end - 1));
        }
    }

    /** Each {@code if} decides the other way round. */
    private void conditions(String owner, Passage passage) {
        var tokens = new FeelText(passage.value()).tokens();
        for (int i = 0; i < tokens.size(); i++) {
            int then = tokens.get(i).is("if") ? then(tokens, i) : -1;
            if (then > i + 1) {
                int start = tokens.get(i + 1).start();
                int end = tokens.get(then - 1).end();
                String condition = passage.value().substring(start, end);
                replace(owner, passage, start, end, "not(" + condition + ")");
            }
        }
    }

    private static int then(List<FeelText.Token> tokens, int at) {
        int open = 0;
        for (int i = at; i < tokens.size(); i++) {
            open += tokens.get(i).is("if") ? 1 : 0;
            open -= tokens.get(i).is("then") ? 1 : 0;
            if (open == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Changes single tokens; where a number decides, in both directions. */
    private void tokens(String owner, Passage passage, boolean decides) {
        var tokens = new FeelText(passage.value()).tokens();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            switch (token.sort()) {
                case NUMBER -> number(owner, passage, token, decides);
                case STRING -> moment(owner, passage, token);
                case NAME, SYMBOL -> {
                    String other = WORDS.getOrDefault(token.text(), COMPARISONS.get(token.text()));
                    if (other != null) {
                        replace(owner, passage, token.start(), token.end(), other);
                    } else if (token.is("..")) {
                        boundaries(owner, passage, tokens, i);
                    }
                }
                case WRONG -> {
                    // not in a file that compiled
                }
            }
        }
    }

    private void number(String owner, Passage passage, FeelText.Token token, boolean decides) {
        var number = new BigDecimal(token.text());
        replace(owner, passage, token.start(), token.end(), Mutation.ParameterMutations.next(number));
        var less = number.subtract(number.ulp());
        // most counts and amounts are never negative, so that nothing could tell -1 from 0
        if (decides && less.signum() >= 0) {
            replace(owner, passage, token.start(), token.end(), less.toPlainString());
        }
    }

    private static boolean isMoment(FeelText.Token token) {
        String text = token.text().substring(1, token.text().length() - 1);
        return DAY.matcher(text).matches() || DURATION.matcher(text).matches();
    }

    /** Dates and durations are written as texts. */
    private void moment(String owner, Passage passage, FeelText.Token token) {
        String text = token.text().substring(1, token.text().length() - 1);
        String other = text;
        if (DAY.matcher(text).matches()) {
            other = java.time.LocalDate.parse(text).plusDays(1).toString();
        } else {
            var duration = DURATION.matcher(text);
            if (duration.matches()) {
                other = duration.group(1)
                        + new BigDecimal(duration.group(2)).add(BigDecimal.ONE).toPlainString()
                        + duration.group(3);
            }
        }
        if (!other.equals(text)) {
            replace(owner, passage, token.start(), token.end(), "\"" + other + "\"");
        }
    }

    private void boundaries(String owner, Passage passage, List<FeelText.Token> tokens, int dots) {
        int low = bracket(tokens, dots, -1);
        int high = bracket(tokens, dots, 1);
        if (low >= 0 && high >= 0) {
            boundary(owner, passage, tokens.get(low));
            boundary(owner, passage, tokens.get(high));
        }
    }

    private void boundary(String owner, Passage passage, FeelText.Token token) {
        replace(owner, passage, token.start(), token.end(), BOUNDARIES.getOrDefault(token.text(), token.text()));
    }

    /** The bracket that closes a range in one direction: the first one that isn't closed before. */
    private static int bracket(List<FeelText.Token> tokens, int from, int step) {
        int depth = 0;
        for (int i = from + step; i >= 0 && i < tokens.size(); i += step) {
            boolean inward = tokens.get(i).is(step < 0 ? ")" : "(");
            boolean outward = tokens.get(i).is(step < 0 ? "(" : ")");
            boolean square = tokens.get(i).is("[") || tokens.get(i).is("]");
            if (depth == 0 && (outward || square)) {
                return i;
            }
            depth += inward ? 1 : 0;
            depth -= outward ? 1 : 0;
        }
        return -1;
    }

    private void replace(String owner, Passage passage, int start, int end, String replacement) {
        String before = passage.value().substring(start, end);
        int from = passage.offset(start);
        int last = passage.offset(end - 1);
        boolean plain = !inXml
                || source.text().lastIndexOf("<![CDATA[", from) > source.text().lastIndexOf('>', from);
        int to = source.text().charAt(last) == '&' && !plain ? source.text().indexOf(';', last) + 1 : last + 1;
        String xml = plain
                ? replacement
                : replacement.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        edits.add(new Mutation.Edit(from, to, xml, "\"" + owner + "\": " + replacement + " instead of " + before));
    }
}
