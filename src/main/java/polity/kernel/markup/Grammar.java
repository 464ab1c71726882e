// SPDX-License-Identifier: Apache-2.0
package polity.kernel.markup;

import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Which elements a kind of file may hold, with which attributes and within which others; all else is refused. */
public final class Grammar {

    /** Stands among the children of an element that takes text. */
    private static final String TEXT = "#";

    /** What a file says that wants to be read with a document type, and why it isn't. */
    public static final String DOCUMENT_TYPE = "<!DOCTYPE";

    public static final String NO_DOCUMENT_TYPE = "A document type or entity is not allowed: remove <!DOCTYPE ...>";

    private final Map<String, Rule> rules;

    /** @param rules by element, each as {@link #rule} makes it */
    public Grammar(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /**
     * The rule of an element.
     *
     * @param attributes parted by blanks
     * @param children parted by blanks; {@code #} stands for text
     */
    public static Map.Entry<String, Rule> rule(String element, String attributes, String children) {
        return Map.entry(element, new Rule(Set.of(attributes.split(" ", -1)), Set.of(children.split(" "))));
    }

    /** Whether there is such an element. */
    public boolean knows(String element) {
        return rules.containsKey(element);
    }

    /** Whether an element may have an attribute. */
    public boolean allowsAttribute(String attribute, String element) {
        Rule rule = rules.get(element);
        return rule != null && rule.attributes().contains(attribute);
    }

    /** Whether an element may stand in another one. */
    public boolean allows(String child, String parent) {
        Rule rule = rules.get(parent);
        return rule != null && rule.children().contains(child);
    }

    /** Whether an element takes text. */
    public boolean takesText(String element) {
        return allows(TEXT, element);
    }

    /** Reads a text, and nothing that it refers to. */
    public static XMLStreamReader reader(String text) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory.createXMLStreamReader(new StringReader(text));
    }

    /** What is wrong with it, without the place, which the parser writes before. */
    public static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("Message:");
        return (at < 0 ? message : message.substring(at + 8)).strip();
    }
}
