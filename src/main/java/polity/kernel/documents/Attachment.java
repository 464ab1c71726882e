// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.Locale;

/** A file inside a document (PDF/A-3, ISO 19005-3 section 6.8): machine-readable data beside the page that people read. */
public final class Attachment {
    /** What the file is to the page (ISO 32000-2 table 43). */
    public enum Relationship {
        /** The facts of the page in machine-readable form. */
        DATA,
        /** What the page was made from. */
        SOURCE;

        String pdfName() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    private final String name;
    private final String mediaType;
    private final String description;
    private final Relationship relationship;
    private final byte[] bytes;

    private Attachment(String name, String mediaType, String description, Relationship relationship, byte[] bytes) {
        this.name = name;
        this.mediaType = mediaType;
        this.description = description;
        this.relationship = relationship;
        this.bytes = bytes;
    }

    /**
     * A file to attach.
     *
     * @param name file name, like {@code permit.json}
     * @param mediaType like {@code application/json}
     * @param description one line for people, in the document's language
     */
    public static Attachment of(
            String name, String mediaType, String description, Relationship relationship, byte[] bytes) {
        return new Attachment(name, mediaType, description, relationship, bytes.clone());
    }

    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    public String description() {
        return description;
    }

    public Relationship relationship() {
        return relationship;
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
