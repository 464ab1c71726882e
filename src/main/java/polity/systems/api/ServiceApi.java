// SPDX-License-Identifier: Apache-2.0
package polity.systems.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Words;

/** The services for programs: what each is, and what it asks as a JSON Schema. */
@Controller
@Zones(Zone.PUBLIC)
final class ServiceApi {

    private static final List<String> TERMS =
            List.of("legal_period", "promised_period", "objection_period", "review_period");

    private final Catalogue catalogue;

    ServiceApi(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/api/services")
    ResponseEntity<?> list(Frame frame) {
        List<ServicePackage> services = catalogue.current().stream()
                .sorted(Comparator.comparing(ServicePackage::code))
                .toList();
        String version = Integer.toHexString(
                services.stream().map(ServicePackage::digest).toList().hashCode());
        return answer(
                frame,
                version,
                Map.of(
                        "services",
                        services.stream().map(service -> line(service, frame)).toList()));
    }

    @GetMapping("/api/services/{code}")
    ResponseEntity<?> service(@PathVariable String code, Frame frame) {
        Optional<ServicePackage> service = catalogue.current(code);
        return service.isEmpty()
                ? CaseRequests.wrong(
                        HttpStatus.NOT_FOUND, "There is no service of this code; GET /api/services lists them.")
                : answer(frame, service.get().digest(), whole(service.get(), frame));
    }

    private static ResponseEntity<?> answer(Frame frame, String version, Object body) {
        return ResponseEntity.ok()
                .eTag("\"" + version + "-" + frame.language().tag() + "\"")
                .header(HttpHeaders.CONTENT_LANGUAGE, frame.language().tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .body(body);
    }

    private static Map<String, Object> line(ServicePackage service, Frame frame) {
        Words words = service.words(frame.language());
        var line = new LinkedHashMap<String, Object>();
        line.put("code", service.code());
        line.put("title", words.say("service.title"));
        line.put("summary", words.say("service.summary"));
        line.put("href", "/api/services/" + service.code());
        line.put("page", "/services/" + service.code());
        return line;
    }

    private static Map<String, Object> whole(ServicePackage service, Frame frame) {
        Words words = service.words(frame.language());
        Map<String, Object> whole = line(service, frame);
        whole.put("description", words.say("service.description"));
        whole.put("version", service.version());
        whole.put("digest", service.digest());
        whole.put("unit", service.unit());
        whole.put("topics", service.topics());
        whole.put("audience", service.audience());
        whole.put("legal_basis", service.legalBasis());
        whole.put("currency", service.currency().getCurrencyCode());
        whole.put(
                "languages",
                java.util.Arrays.stream(Language.values()).map(Language::tag).toList());
        for (String name : TERMS) {
            service.term(name).ifPresent(term -> {
                var shown = new LinkedHashMap<String, Object>();
                shown.put("period", term.period());
                shown.put("from", term.from());
                if (term.article() != null) {
                    shown.put("article", term.article());
                }
                whole.put(name, shown);
            });
        }
        whole.put(
                "procedures",
                service.procedures().stream()
                        .filter(procedure -> procedure.opens() == Procedure.Opens.ANYONE
                                || procedure.opens() == Procedure.Opens.HOLDER)
                        .map(procedure -> procedure(service, procedure, words))
                        .toList());
        return whole;
    }

    private static Map<String, Object> procedure(ServicePackage service, Procedure procedure, Words words) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("code", procedure.code());
        if (words.has("procedure." + procedure.code())) {
            shown.put("title", words.say("procedure." + procedure.code()));
        }
        shown.put("needs_entry", procedure.register().isPresent());
        service.form(procedure.code()).ifPresent(form -> shown.put("answers", form.schema(words)));
        return shown;
    }
}
