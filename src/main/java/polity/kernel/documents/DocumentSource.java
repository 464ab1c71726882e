// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.List;

import polity.kernel.page.Words;

/** Writes the text of documents of one kind, after the act that issued them has been committed. */
public interface DocumentSource {

    /** The kind of subject whose documents it writes, such as {@code case}. */
    String kind();

    /** The text of a document; equal input gives equal text, so that a rendition can be made again. */
    Text text(IssuedDocument document);

    /** What everybody sees who verifies a document, in the language of these words. */
    List<Line> disclosed(IssuedDocument document, Words words);

    /** A line of that. */
    record Line(String label, String value) {}

    /**
     * What is to be rendered.
     *
     * @param html well-formed XHTML
     * @param author name of the authority that issues it
     * @param enclosures data that goes with the document, such as its content for machines
     */
    record Text(String html, String title, String description, String author, List<Attachment> enclosures) {

        /** What the renderer makes the document of. */
        public RenderInput of(IssuedDocument document) {
            return new RenderInput(
                    html, document.language(), title, description, author, document.issued(), enclosures);
        }
    }
}
