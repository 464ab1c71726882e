// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.io.ByteArrayInputStream;
import java.util.List;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** veraPDF, the reference validator of PDF/A and PDF/UA. */
final class VeraPdf {
    private VeraPdf() {}

    /** What is wrong with the file by PDF/A-3u and PDF/UA-1; empty when nothing is. */
    static List<String> faults(byte[] pdf) throws Exception {
        var faults = new java.util.ArrayList<>(faults(pdf, PDFAFlavour.PDFA_3_U));
        faults.addAll(faults(pdf, PDFAFlavour.PDFUA_1));
        return faults;
    }

    static List<String> faults(byte[] pdf, PDFAFlavour flavour) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (var parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            return result.getTestAssertions().stream()
                    .filter(a -> a.getStatus() != TestAssertion.Status.PASSED)
                    .map(a -> flavour + " " + a.getRuleId().getClause() + "-"
                            + a.getRuleId().getTestNumber() + " " + a.getMessage())
                    .distinct()
                    .toList();
        }
    }
}
