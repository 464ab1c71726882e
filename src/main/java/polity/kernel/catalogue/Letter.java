// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.io.StringReader;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

import polity.kernel.node.Problem;
import polity.kernel.page.Words;
import polity.kernel.rules.Feel;
import polity.kernel.rules.Feel.Expression;

/**
 * A template without logic: placeholders {@code {{ FEEL }}} and {@code {{ words.key }}}, elements that stand when {@code
 * data-when} holds and are repeated by {@code data-each="name in FEEL"}. What is filled in is text, never markup.
 */
public final class Letter {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(.+?)\\s*}}");
    private static final Pattern EACH = Pattern.compile("([a-z][a-z0-9_]*) in (.+)");

    private final Words words;
    private final Set<String> names;

    private Letter(Words words, Set<String> names) {
        this.words = words;
        this.names = names;
    }

    /** Fills a template; equal values give equal text. */
    public static String fill(String template, Words words, Map<String, @Nullable Object> values) {
        try {
            Document document = parse(template);
            new Letter(words, values.keySet()).fill(document.getDocumentElement(), values);
            return write(document);
        } catch (ParserConfigurationException | SAXException | java.io.IOException | TransformerException e) {
            throw new BrokenLetter("The template can't be read: " + e.getMessage(), e);
        }
    }

    /** Why a template can't be read at all, with its line. */
    static Optional<Fault> fault(String template) {
        try {
            parse(template);
            return Optional.empty();
        } catch (SAXParseException e) {
            return Optional.of(new Fault(Math.max(1, e.getLineNumber()), "not well-formed: " + e.getMessage()));
        } catch (ParserConfigurationException | SAXException | java.io.IOException e) {
            return Optional.of(new Fault(1, "not well-formed: " + e.getMessage()));
        }
    }

    record Fault(int line, String reason) {}

    private void fill(Node node, Map<String, @Nullable Object> values) {
        if (node instanceof Element element) {
            if (element.hasAttribute("data-when")) {
                boolean stands = Boolean.TRUE.equals(value(element.getAttribute("data-when"), values));
                element.removeAttribute("data-when");
                if (!stands) {
                    element.getParentNode().removeChild(element);
                    return;
                }
            }
            if (element.hasAttribute("data-each")) {
                repeat(element, values);
                return;
            }
            attributes(element, values);
        }
        if (node.getNodeType() == Node.TEXT_NODE) {
            node.setTextContent(text(node.getTextContent(), values));
        }
        for (Node child : children(node)) {
            fill(child, values);
        }
    }

    private void repeat(Element element, Map<String, @Nullable Object> values) {
        var each = EACH.matcher(element.getAttribute("data-each"));
        element.removeAttribute("data-each");
        Node parent = element.getParentNode();
        if (each.matches() && value(each.group(2), values) instanceof List<?> list) {
            for (Object item : list) {
                var inner = new HashMap<String, @Nullable Object>(values);
                inner.put(each.group(1), item);
                var copy = (Element) element.cloneNode(true);
                parent.insertBefore(copy, element);
                new Letter(words, inner.keySet()).fill(copy, inner);
            }
        }
        parent.removeChild(element);
    }

    private void attributes(Element element, Map<String, @Nullable Object> values) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            attribute.setNodeValue(text(attribute.getNodeValue(), values));
        }
    }

    private String text(String text, Map<String, @Nullable Object> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        found.group(1).startsWith("words.")
                                ? words.say(resolved(found.group(1).substring("words.".length()), values))
                                : written(value(found.group(1), values))));
    }

    /** {@code words.zone.{facts.zone.code}} names a text by a value. */
    private String resolved(String key, Map<String, @Nullable Object> values) {
        return Pattern.compile("\\{(.+?)}")
                .matcher(key)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(written(value(found.group(1), values))));
    }

    private String written(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case LocalDate date -> words.date(date);
            case java.math.BigDecimal number -> words.number(number.longValue());
            default -> value.toString();
        };
    }

    private @Nullable Object value(String expression, Map<String, @Nullable Object> values) {
        if (Feel.compile(expression, names) instanceof Feel.Compilation.Compiled(Expression compiled)
                && compiled.evaluate(values) instanceof Expression.Result.Value(Object value)) {
            return value;
        }
        return null;
    }

    private static List<Node> children(Node node) {
        NodeList list = node.getChildNodes();
        return java.util.stream.IntStream.range(0, list.getLength())
                .mapToObj(list::item)
                .toList();
    }

    private static Document parse(String template)
            throws ParserConfigurationException, SAXException, java.io.IOException {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(false);
        var builder = factory.newDocumentBuilder();
        // Without one, the parser speaks to the console.
        builder.setErrorHandler(new DefaultHandler());
        return builder.parse(new InputSource(new StringReader(template)));
    }

    private static String write(Document document) throws TransformerException {
        var transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        transformer.setOutputProperty(OutputKeys.METHOD, "xml");
        var out = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(out));
        return out.toString();
    }

    /** A template of a package can't be filled. */
    static final class BrokenLetter extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenLetter(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Whether a template can be filled and holds nothing but a document: no scripts, no handlers, nothing that is fetched from
     * elsewhere, and placeholders whose names exist.
     */
    static final class Check {

        private static final Pattern PLACED = Pattern.compile("\\{\\{\\s*(.+?)\\s*}}", Pattern.DOTALL);
        private static final Pattern CONDITION = Pattern.compile("data-when=([\"'])(.*?)\\1", Pattern.DOTALL);
        private static final Pattern REPEATED =
                Pattern.compile("data-each=([\"'])([a-z][a-z0-9_]*) in (.+?)\\1", Pattern.DOTALL);
        private static final Map<String, Pattern> REFUSED = refusals();

        private final String file;
        private final String text;
        private final Asked.Scope scope;
        private final List<Problem> problems = new ArrayList<>();

        Check(String file, String text, Asked.Scope scope) {
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
            fault(text).ifPresent(fault -> problems.add(new Problem(file, fault.line(), fault.reason())));
            Asked.Scope inner = scope;
            Matcher each = REPEATED.matcher(text);
            while (each.find()) {
                expression(each.start(3), each.group(3), scope);
                inner = inner.with(each.group(2), Set.of());
            }
            Matcher condition = CONDITION.matcher(text);
            while (condition.find()) {
                expression(condition.start(2), condition.group(2), inner);
            }
            Matcher placeholder = PLACED.matcher(text);
            while (placeholder.find()) {
                placeholder(placeholder.start(1), placeholder.group(1), inner, languages);
            }
            return problems;
        }

        private void placeholder(int at, String expression, Asked.Scope inner, Words... languages) {
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

        private void expression(int at, String written, Asked.Scope inner) {
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
                    file,
                    (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1,
                    reason));
        }
    }
}
