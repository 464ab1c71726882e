// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import polity.kernel.node.Problem;
import polity.kernel.page.Words;
import polity.kernel.rules.Feel;

/**
 * Whether a template can be filled and holds nothing but a document: no scripts, no handlers, nothing that is fetched from
 * elsewhere, and placeholders whose names exist.
 */
final class TemplateCheck {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(.+?)\\s*}}", Pattern.DOTALL);
    private static final Pattern CONDITION = Pattern.compile("data-when=([\"'])(.*?)\\1", Pattern.DOTALL);
    private static final Pattern EACH =
            Pattern.compile("data-each=([\"'])([a-z][a-z0-9_]*) in (.+?)\\1", Pattern.DOTALL);
    private static final Map<String, Pattern> REFUSED = refusals();

    private final String file;
    private final String text;
    private final Scope scope;
    private final List<Problem> problems = new ArrayList<>();

    TemplateCheck(String file, String text, Scope scope) {
        this.file = file;
        this.text = text;
        this.scope = scope;
    }

    private static Map<String, Pattern> refusals() {
        var refused = new LinkedHashMap<String, Pattern>();
        refused.put(
                "only what makes a document may stand here, no script, frame, form, link or object",
                Pattern.compile(
                        "(?i)<\\s*/?\\s*(?:[a-z]+:)?(script|iframe|frame|object|embed|applet|form|input|link|base|meta)\\b"));
        refused.put("event handlers are not allowed", Pattern.compile("(?i)\\son[a-z]+\\s*="));
        refused.put(
                "nothing may be fetched from elsewhere: a document must look the same for ever",
                Pattern.compile(
                        "(?i)((src|href|xlink:href|data)\\s*=\\s*[\"']\\s*(?!#|data:image/|\\{\\{)[^\"'\\s])|@import|url\\s*\\(\\s*[\"']?(?!#|data:)"));
        refused.put("\"javascript:\" is not allowed", Pattern.compile("(?i)javascript\\s*:"));
        refused.put("a document type or entity is not allowed", Pattern.compile("(?i)<!(DOCTYPE|ENTITY)"));
        return refused;
    }

    List<Problem> problems(Words... languages) {
        REFUSED.forEach((reason, pattern) -> {
            Matcher found = pattern.matcher(text);
            while (found.find()) {
                refuse(found.start(), reason + ": " + found.group().strip());
            }
        });
        Letter.fault(text).ifPresent(fault -> problems.add(new Problem(file, fault.line(), fault.reason())));
        Scope inner = scope;
        Matcher each = EACH.matcher(text);
        while (each.find()) {
            expression(each.start(3), each.group(3), scope);
            inner = inner.with(each.group(2), Set.of());
        }
        Matcher condition = CONDITION.matcher(text);
        while (condition.find()) {
            expression(condition.start(2), condition.group(2), inner);
        }
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            placeholder(placeholder.start(1), placeholder.group(1), inner, languages);
        }
        return problems;
    }

    private void placeholder(int at, String expression, Scope inner, Words... languages) {
        if (!expression.startsWith("words.")) {
            expression(at, expression, inner);
            return;
        }
        String key = expression.substring("words.".length());
        // Words that are named by a value are known only when there is one.
        if (key.contains("{")) {
            return;
        }
        for (Words words : languages) {
            if (!words.has(key)) {
                refuse(
                        at,
                        "the words \"" + key + "\" are missing from text."
                                + words.language().tag() + ".yaml");
            }
        }
    }

    private void expression(int at, String written, Scope inner) {
        String expression = written.replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        switch (Feel.compile(expression, inner.roots().keySet())) {
            case Feel.Compilation.Compiled(var compiled) ->
                compiled.uses().forEach(path -> inner.fault(path).ifPresent(reason -> refuse(at, reason)));
            case Feel.Compilation.Refused(var refused) -> refused.forEach(problem -> refuse(at, problem.reason()));
        }
    }

    private void refuse(int at, String reason) {
        problems.add(new Problem(
                file, (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1, reason));
    }
}
