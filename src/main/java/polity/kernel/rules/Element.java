// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Source.Passage;

/** An element of a DMN file, with its places in the file. */
final class Element {
    private final String name;
    private final int start;
    private final int contentStart;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Element> children = new ArrayList<>();
    private int end;
    private Passage text = Passage.EMPTY;

    Element(String name, int start, int contentStart) {
        this.name = name;
        this.start = start;
        this.contentStart = contentStart;
    }

    String name() {
        return name;
    }

    /** The offset of its {@code <}. */
    int start() {
        return start;
    }

    int contentStart() {
        return contentStart;
    }

    /** The offset behind its end tag. */
    int end() {
        return end;
    }

    Passage text() {
        return text;
    }

    void close(int offset, Passage content) {
        this.end = offset;
        this.text = content;
    }

    void set(String attribute, String value) {
        attributes.put(attribute, value);
    }

    void add(Element child) {
        children.add(child);
    }

    @Nullable
    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    String attribute(String attribute, String otherwise) {
        return attributes.getOrDefault(attribute, otherwise);
    }

    List<Element> children() {
        return children;
    }

    List<Element> children(String child) {
        return children.stream().filter(e -> e.name.equals(child)).toList();
    }

    Optional<Element> child(String child) {
        return children.stream().filter(e -> e.name.equals(child)).findFirst();
    }

    /** The text of the child {@code <text>}, empty if there is none. */
    Passage passage() {
        return child("text").map(Element::text).orElse(Passage.at(contentStart));
    }
}
