// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Calendar;
import java.util.List;
import java.util.TreeMap;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** Puts attachments into a PDF the way ISO 19005-3 section 6.8 and annex E ask for. */
final class Enclosures {
    private Enclosures() {}

    static void add(List<Attachment> attachments, Calendar modified, PDDocument document) throws IOException {
        if (attachments.isEmpty()) {
            return;
        }
        var byName = new TreeMap<String, PDComplexFileSpecification>();
        var associated = new COSArray();
        for (var attachment : attachments) {
            var file = specification(attachment, modified, document);
            if (byName.put(attachment.name(), file) != null) {
                throw new RefusedMarkup("Two attachments are called " + attachment.name() + ".");
            }
            associated.add(file.getCOSObject());
        }
        var tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(byName);
        var catalog = document.getDocumentCatalog();
        var names = new PDDocumentNameDictionary(catalog);
        names.setEmbeddedFiles(tree);
        catalog.setNames(names);
        catalog.getCOSObject().setItem(COSName.AF, associated);
    }

    private static PDComplexFileSpecification specification(
            Attachment attachment, Calendar modified, PDDocument document) throws IOException {
        var bytes = attachment.bytes();
        var embedded = new PDEmbeddedFile(document, new ByteArrayInputStream(bytes), COSName.FLATE_DECODE);
        embedded.setSubtype(attachment.mediaType());
        embedded.setSize(bytes.length);
        embedded.setModDate(modified);
        var file = new PDComplexFileSpecification();
        file.setFile(attachment.name());
        file.setFileUnicode(attachment.name());
        file.setFileDescription(attachment.description());
        file.setEmbeddedFile(embedded);
        file.setEmbeddedFileUnicode(embedded);
        file.getCOSObject()
                .setName(COSName.AF_RELATIONSHIP, attachment.relationship().pdfName());
        return file;
    }
}
