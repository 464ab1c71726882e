// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.time.Instant;
import java.util.List;

/**
 * What a document is made of. Equal inputs give equal bytes.
 *
 * @param html well-formed XHTML (an HTML5 doctype is fine, named entities other than XML's five are not); pictures are
 *     inline SVG without text, or {@code data:} PNG and JPEG, each with {@code alt}
 * @param language BCP 47 tag, like {@code en} or {@code zh-Hans}
 * @param title shown in the window's title bar
 * @param description one sentence
 * @param author the authority that issues it
 * @param created the document's date, to the second
 */
public record RenderInput(
        String html,
        String language,
        String title,
        String description,
        String author,
        Instant created,
        List<Attachment> attachments) {
    public RenderInput {
        attachments = List.copyOf(attachments);
    }
}
