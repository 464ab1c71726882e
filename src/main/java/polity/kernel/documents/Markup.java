// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The HTML of a document, parsed and checked against what a document may be made of: no script, no form, nothing fetched
 * from anywhere, every picture with its alternative text.
 */
final class Markup {
    private static final Pattern DOCTYPE = Pattern.compile("\\A\\s*<!doctype html>", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK = Pattern.compile("(https?://|mailto:|tel:|#).*");
    private static final Pattern PICTURE = Pattern.compile("data:image/(png|jpeg);base64,[A-Za-z0-9+/=\\s]+");
    private static final Pattern FETCH =
            Pattern.compile("@import|@font-face|url\\(\\s*[\"']?(?!data:image/(png|jpeg);base64,)");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-9a-fA-F]{1,6})\\s?");

    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "title",
            "style",
            "meta",
            "body",
            "main",
            "header",
            "footer",
            "section",
            "article",
            "aside",
            "div",
            "p",
            "span",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "caption",
            "colgroup",
            "col",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "blockquote",
            "pre",
            "code",
            "em",
            "strong",
            "b",
            "i",
            "u",
            "s",
            "sub",
            "sup",
            "small",
            "abbr",
            "time",
            "a",
            "br",
            "hr",
            "wbr",
            "figure",
            "figcaption",
            "img",
            "address");
    // No text in pictures: it would be set in a font of the machine instead of one of the document.
    private static final Set<String> PICTURE_ELEMENTS = Set.of(
            "svg",
            "g",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "defs",
            "clipPath",
            "linearGradient",
            "radialGradient",
            "stop",
            "title",
            "desc");

    private final Document document;
    private final String text;

    private Markup(Document document, String text) {
        this.document = document;
        this.text = text;
    }

    /** @throws RefusedMarkup when it is not well-formed or has what a document may not have */
    static Markup parse(String html, String language) {
        var document = wellFormed(DOCTYPE.matcher(html).replaceFirst(""));
        var root = document.getDocumentElement();
        if (!root.getNodeName().equals("html")) {
            throw new RefusedMarkup("A document begins with <html>, not <" + root.getNodeName() + ">.");
        }
        var text = new StringBuilder();
        check(root, false, text);
        root.setAttribute("lang", language);
        return new Markup(document, text.toString());
    }

    Document document() {
        return document;
    }

    /** All characters that the document may show: its text, its numbering and what its style sheet generates. */
    String text() {
        return text;
    }

    private static Document wellFormed(String xml) {
        try {
            return parser().parse(new InputSource(new StringReader(xml)));
        } catch (SAXParseException e) {
            throw new RefusedMarkup("The HTML is not well-formed in line %d, column %d: %s"
                    .formatted(e.getLineNumber(), e.getColumnNumber(), e.getMessage()));
        } catch (SAXException | IOException e) {
            throw new RefusedMarkup("The HTML is not well-formed: " + e.getMessage());
        }
    }

    private static DocumentBuilder parser() {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setExpandEntityReferences(false);
            factory.setIgnoringComments(true);
            factory.setCoalescing(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new RenderingFailed("The XML parser of this Java is not usable.", e);
        }
    }

    private static void check(Element element, boolean inPicture, StringBuilder text) {
        var name = element.getNodeName();
        boolean picture = inPicture || name.equals("svg");
        if (!(picture ? PICTURE_ELEMENTS : ELEMENTS).contains(name)) {
            throw new RefusedMarkup(
                    "A document may not have <" + name + "> " + (inPicture ? "in a picture." : "in it."));
        }
        if ((name.equals("img") || name.equals("svg"))
                && element.getAttribute("alt").isBlank()) {
            throw new RefusedMarkup("A picture (<" + name + ">) needs its alternative text in alt.");
        }
        var attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            check(name, (Attr) attributes.item(i), text);
        }
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                check(inner, picture, text);
            } else if (child.getNodeType() == Node.TEXT_NODE) {
                if (name.equals("style")) {
                    checkStyle(child.getNodeValue(), text);
                } else if (!name.equals("title") && !name.equals("desc")) {
                    text.append(child.getNodeValue());
                }
            }
        }
    }

    private static void check(String element, Attr attribute, StringBuilder text) {
        var name = attribute.getName().toLowerCase(Locale.ROOT);
        var value = attribute.getValue();
        boolean allowed = switch (name) {
            case "href" -> element.equals("a") && LINK.matcher(value).matches();
            case "src" -> element.equals("img") && PICTURE.matcher(value).matches();
            case "xlink:href", "http-equiv", "srcset", "background" -> false;
            default -> !name.startsWith("on");
        };
        if (!allowed) {
            throw new RefusedMarkup("A document may not have this %s on <%s>: %s"
                    .formatted(name, element, value.length() > 80 ? value.substring(0, 80) + "…" : value));
        }
        if (name.equals("style")) {
            checkStyle(value, text);
        }
    }

    private static void checkStyle(String css, StringBuilder text) {
        // Escapes first, wherever they stand: "\2022" is one character, and u\72l is url.
        var plain = ESCAPE.matcher(COMMENT.matcher(css).replaceAll(""))
                .replaceAll(m -> character(Integer.parseInt(m.group(1), 16)))
                .replace("\\", "");
        if (FETCH.matcher(plain.toLowerCase(Locale.ROOT)).find()) {
            throw new RefusedMarkup(
                    "A style sheet may not fetch anything: no @import, no @font-face, no url() but data:.");
        }
        text.append(plain);
    }

    private static String character(int codePoint) {
        // Never a group reference of the replacement.
        return Character.isValidCodePoint(codePoint) && codePoint != '$' && codePoint != '\\'
                ? Character.toString(codePoint)
                : "";
    }
}
