// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Letter;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.documents.DocumentSource;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.documents.QrCode;
import polity.kernel.page.Language;
import polity.kernel.page.Site;
import polity.kernel.page.Words;
import polity.kernel.registers.Registers;

/** Writes the certificates of cases from the template of the package that the case was begun under. */
final class Certificates implements DocumentSource {

    private static final Pattern QR = Pattern.compile("<img([^>]*?)data-qr=\"([^\"]*)\"([^>]*?)/?>");
    private static final Pattern ALT = Pattern.compile("alt=\"([^\"]*)\"");

    private final Matters matters;
    private final Registers registers;
    private final Catalogue catalogue;
    private final Site site;
    private final URI publicAddress;

    Certificates(Matters matters, Registers registers, Catalogue catalogue, Site site, URI publicAddress) {
        this.matters = matters;
        this.registers = registers;
        this.catalogue = catalogue;
        this.site = site;
        this.publicAddress = publicAddress;
    }

    @Override
    public String kind() {
        return Effects.KIND;
    }

    @Override
    public Text text(IssuedDocument document) {
        String[] origin = document.template().split(" ", 2);
        Matter matter = matters.find(UUID.fromString(origin[0]))
                .orElseThrow(() -> new Effects.PackageLost(document.number(), "its case"));
        ServicePackage service = catalogue
                .byDigest(matter.packageDigest())
                .orElseThrow(() -> new Effects.PackageLost(matter.service(), matter.packageDigest()));
        Language language = Language.ofTag(document.language()).orElse(Language.EN);
        Words words = service.words(language);
        Determination.Determined decided =
                matters.decisions(matter.id()).getLast().made();
        Map<String, @Nullable Object> values = new LinkedHashMap<>(Effects.context(matter, service, decided));
        values.put("entry", entry(matter, service, document));
        values.put(
                "document",
                Map.of(
                        "number", document.number(),
                        "code", document.code(),
                        "language", document.language(),
                        "verify_address", publicAddress + "/verify/" + document.code(),
                        "verify_page", publicAddress.toString().replaceFirst("^https?://", "") + "/verify"));
        values.put("authority", site.name(language));
        String template = service.file(origin[1] + ".html")
                .orElseThrow(() -> new Effects.PackageLost(service.code(), origin[1] + ".html"));
        String html = withCodes(Letter.fill(template, words, values));
        String title = words.say("service.title") + " " + document.number();
        return new Text(html, title, title, site.name(language), List.of());
    }

    @Override
    public List<Line> disclosed(IssuedDocument document, Words words) {
        return document.disclosed().stream()
                .map(each -> registers.show(each.from(), each.field(), each.value(), words))
                .map(shown -> new Line(shown.label(), shown.value()))
                .toList();
    }

    /** The entry as it stood when its document was issued, or from the first day on which it holds. */
    private @Nullable Map<String, @Nullable Object> entry(
            Matter matter, ServicePackage service, IssuedDocument document) {
        Instant first = document.validFrom().atStartOfDay(service.place()).toInstant();
        Instant at = document.issued().isBefore(first) ? first : document.issued();
        UUID entry = matter.entry();
        return entry == null
                ? null
                : Effects.register(service, matter.procedure())
                        .flatMap(register -> registers.entry(register, entry, at, "certificate"))
                        .map(found -> found.asContext(service.place()))
                        .orElse(null);
    }

    private static String withCodes(String html) {
        return QR.matcher(html).replaceAll(found -> {
            Matcher alt = ALT.matcher(found.group());
            return Matcher.quoteReplacement(QrCode.svg(found.group(2), alt.find() ? alt.group(1) : ""));
        });
    }
}
