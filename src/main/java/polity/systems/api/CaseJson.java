// SPDX-License-Identifier: Apache-2.0
package polity.systems.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import polity.kernel.cases.CaseView;
import polity.kernel.cases.Received;
import polity.kernel.catalogue.Determination;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.Upload;
import polity.kernel.page.Frame;
import polity.kernel.page.Words;

/** Cases as JSON. What is absent has no member; amounts are minor units of the currency beside them. */
final class CaseJson {

    private CaseJson() {}

    static Map<String, Object> of(Received.Case made) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", made.id().value());
        json.put("reference", made.reference());
        json.put("outcome", made.outcome().word());
        json.put("href", "/api/cases/" + made.id().value());
        json.put("page", "/cases/" + made.id().value());
        if (made.pay() != null) {
            json.put("pay", made.pay());
        }
        return json;
    }

    static Map<String, Object> of(CaseView.Line line) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", line.id().value());
        json.put("reference", line.reference());
        json.put("service", line.service());
        json.put("procedure", line.procedure());
        json.put("status", line.status());
        json.put("submitted", line.submitted());
        if (line.about() != null) {
            json.put("about", line.about());
        }
        if (line.to() != null) {
            json.put("to", line.to());
        }
        json.put("href", "/api/cases/" + line.id().value());
        return json;
    }

    static Map<String, Object> of(Upload upload) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", upload.file().hex());
        json.put("name", upload.name());
        json.put("type", upload.kind().mediaType());
        json.put("bytes", upload.bytes());
        return json;
    }

    static Map<String, Object> of(CaseView view, Frame frame) {
        Words own = view.service().words(frame.language());
        Map<String, Object> json = of(new CaseView.Line(
                view.id(),
                view.reference(),
                view.service().code(),
                view.procedure(),
                view.status(),
                view.submitted(),
                null,
                null));
        json.put("page", "/cases/" + view.id().value());
        json.put("status_text", own.say("status." + view.status() + ".label"));
        json.put("answers", given(FormDefinition.json(view.answers())));
        var files = new LinkedHashMap<String, Object>();
        view.files().forEach((field, upload) -> files.put(field, of(upload)));
        json.put("files", files);
        json.put("decision", decision(view, own));
        json.put("can_ask_review", view.reviewable());
        if (view.pay() != null) {
            json.put("pay", view.pay().page());
            json.put("pay_until", view.pay().until());
        }
        if (view.position() > 0) {
            json.put("position", view.position());
        }
        if (view.entry() != null) {
            json.put("entry", view.entry());
        }
        json.put(
                "documents",
                view.documents().stream().map(each -> document(view, each)).toList());
        json.put(
                "events",
                view.events().stream()
                        .map(event -> Map.of("at", event.at(), "kind", event.kind()))
                        .toList());
        return json;
    }

    /** Questions that were left open are absent. */
    private static Map<String, Object> given(Map<?, ?> answers) {
        var json = new LinkedHashMap<String, Object>();
        answers.forEach((name, answer) -> {
            if (answer != null) {
                json.put(String.valueOf(name), answer instanceof List<?> list ? given(list) : answer);
            }
        });
        return json;
    }

    private static List<?> given(List<?> list) {
        return list.stream()
                .map(one -> one instanceof Map<?, ?> item ? given(item) : one)
                .toList();
    }

    private static Map<String, Object> decision(CaseView view, Words own) {
        Determination.Determined made = view.decision();
        var json = new LinkedHashMap<String, Object>();
        json.put("outcome", made.outcome().word());
        json.put("at", view.decided());
        json.put("automatic", view.automatic());
        json.put("fee", made.fee());
        json.put("refund", made.refund());
        json.put("currency", view.service().currency().getCurrencyCode());
        if (made.from() != null) {
            json.put("from", made.from());
        }
        if (made.to() != null) {
            json.put("to", made.to());
        }
        json.put(
                "reasons",
                made.reasons().stream()
                        .map(reason -> cited("reason." + reason.code(), reason.code(), reason.article(), own))
                        .toList());
        json.put("derivation", derivation(made, own));
        if (view.explanation() != null) {
            json.put("explanation", view.explanation());
        }
        return json;
    }

    private static List<Map<String, Object>> derivation(Determination.Determined made, Words own) {
        return made.derivation().stream()
                .map(step -> {
                    Map<String, Object> json = cited("derivation." + step.text(), step.text(), step.article(), own);
                    json.put("amount", step.amount());
                    if (step.times() != null && step.each() != null) {
                        json.put("times", step.times());
                        json.put("each", step.each());
                    }
                    return json;
                })
                .toList();
    }

    private static Map<String, Object> cited(
            String key, String code, @org.jspecify.annotations.Nullable String article, Words own) {
        var json = new LinkedHashMap<String, Object>();
        json.put("code", code);
        json.put("text", own.say(key));
        if (article != null) {
            json.put("article", article);
        }
        return json;
    }

    private static Map<String, Object> document(CaseView view, IssuedDocument document) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", document.id().id());
        json.put("number", document.number());
        json.put("code", document.code());
        json.put("verify", "/verify/" + document.code());
        if (document.revoked() != null) {
            json.put("revoked", document.revoked());
        }
        if (document.file() != null) {
            json.put(
                    "href",
                    "/api/cases/" + view.id().value() + "/documents/"
                            + document.id().id());
        }
        return json;
    }
}
