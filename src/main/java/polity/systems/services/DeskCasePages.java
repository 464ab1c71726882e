// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.authority.Authority;
import polity.kernel.authority.Subject;
import polity.kernel.authority.Unit;
import polity.kernel.cases.CaseId;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.handling.Handling;
import polity.kernel.identity.Caller;
import polity.kernel.law.Law;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** A case as an official sees it. */
@Controller
@Zones(Zone.DESK)
final class DeskCasePages {

    private static final String PERMISSION = "read:case";

    private final Cases cases;
    private final Handling handling;
    private final Authority authority;
    private final Law law;
    private final Templates templates;

    DeskCasePages(Cases cases, Handling handling, Authority authority, Law law, Templates templates) {
        this.cases = cases;
        this.handling = handling;
        this.authority = authority;
        this.law = law;
        this.templates = templates;
    }

    @GetMapping("/desk/cases/{id}")
    Page show(@PathVariable UUID id, Caller caller, Frame frame) {
        Handling.Followed followed = handling.seenBy(
                        authority.context(caller, PERMISSION, "case:" + id),
                        new CaseId(id),
                        unit -> require(caller, id, unit))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        CaseView view = followed.matter();
        Words own = view.service().words(frame.language());
        var body = new ArrayList<Component>();
        body.add(new Block.Tag(own.say("status." + view.status() + ".label"), Standing.tone(view.status())));
        var outcome = Outcome.of(view, frame, law);
        body.addAll(outcome.next(followed.stages()));
        body.addAll(outcome.decision(view));
        body.addAll(outcome.answers(view, "/desk/cases/" + id));
        body.addAll(outcome.story(view, followed.stages()));
        return templates.sheet(
                frame,
                Sheet.of(own.say("procedure." + view.procedure()), body.toArray(Component[]::new))
                        .caption(view.reference())
                        .before(new Block.BackLink("/desk/services/"
                                + view.service().code() + (view.entry() == null ? "" : "/entries/" + view.entry()))));
    }

    @GetMapping("/desk/cases/{id}/files/{field}")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable String field, Caller caller) {
        CaseView view = cases.seenBy(
                        authority.context(caller, PERMISSION, "case:" + id),
                        new CaseId(id),
                        unit -> require(caller, id, unit))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return Files.download(view, field, cases.file(view, field));
    }

    private void require(Caller caller, UUID id, String unit) {
        authority.require(
                caller,
                PERMISSION,
                Subject.of("case", id).in(authority.unit(unit).map(Unit::id).orElse(null)));
    }
}
