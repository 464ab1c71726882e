// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.cases.Preview;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.forms.AnswerLinks;
import polity.kernel.forms.Draft;
import polity.kernel.forms.Drafts;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormPage;
import polity.kernel.forms.FormView;
import polity.kernel.forms.Uploads;
import polity.kernel.identity.Caller;
import polity.kernel.page.Frame;

/** A draft with the form that it answers and what is known beside the answers. */
final class Asking implements AnswerLinks {

    /** The page after all questions. */
    static final String CHECK = "check";

    private final ServicePackage service;
    private final Procedure procedure;
    private final FormDefinition form;
    private final Draft draft;
    private final Caller caller;
    private final Preview preview;
    private final Instant at;
    private final Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> known = new HashMap<>();
    private @Nullable Map<String, @Nullable Object> entry;
    private boolean read;

    private Asking(
            ServicePackage service,
            Procedure procedure,
            FormDefinition form,
            Draft draft,
            Caller caller,
            Preview preview,
            Instant at) {
        this.service = service;
        this.procedure = procedure;
        this.form = form;
        this.draft = draft;
        this.caller = caller;
        this.preview = preview;
        this.at = at;
    }

    static Optional<Asking> of(Draft draft, Caller caller, Catalogue catalogue, Preview preview, InstantSource clock) {
        return catalogue
                .byDigest(draft.packageDigest())
                .flatMap(service -> service.procedure(draft.procedure())
                        .flatMap(procedure -> service.form(draft.procedure())
                                .map(form -> new Asking(
                                        service, procedure, form, draft, caller, preview, clock.instant()))));
    }

    ServicePackage service() {
        return service;
    }

    Procedure procedure() {
        return procedure;
    }

    FormDefinition form() {
        return form;
    }

    Draft draft() {
        return draft;
    }

    Map<String, @Nullable Object> answers() {
        return form.typed(draft.answers());
    }

    /** The entry that it works on, as expressions see it, read once; absent when the caller doesn't hold it now. */
    @Nullable
    Map<String, @Nullable Object> entry() {
        if (!read) {
            entry = preview.entry(draft.entry(), caller, procedure, at, service);
            read = true;
        }
        return entry;
    }

    /** What stands in the way, whatever is answered. */
    List<Obstacle> obstacles() {
        if (procedure.register().isEmpty()) {
            return List.of();
        }
        Map<String, @Nullable Object> held = entry();
        return held == null
                ? List.of(new Obstacle(Obstacle.ENDED, Optional.empty(), Optional.empty()))
                : service.obstacles(procedure, held, at);
    }

    Instant at() {
        return at;
    }

    Asked asked(Map<String, @Nullable Object> answers) {
        String person = caller.person() == null ? null : caller.person().value().toString();
        return new Asked(draft.procedure(), at, answers, person, caller.name(), entry());
    }

    /** What expressions can see, learnt once for the same answers. */
    Map<String, @Nullable Object> known(Map<String, @Nullable Object> answers) {
        Map<String, @Nullable Object> learnt = known.get(answers);
        if (learnt == null) {
            learnt = preview.known(service, asked(answers), caller);
            known.put(new LinkedHashMap<>(answers), learnt);
        }
        return learnt;
    }

    /** Where the first page leads that isn't answered yet; to check the answers when all are. */
    String open(Map<String, @Nullable Object> answers) {
        return form.firstOpen(answers, this::known).map(FormPage::id).orElse(CHECK);
    }

    /** Where it goes on: to what stands in the way of it all, or else to what is open. */
    String next(Map<String, @Nullable Object> answers) {
        return path(obstacles().isEmpty() ? open(answers) : CHECK);
    }

    /** A page to be asked; what registers know is told to nobody of whom we don't know who he is. */
    FormPage page(String id) {
        FormPage found = form.page(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (procedure.opens() != Procedure.Opens.VISITOR && found.tellsFacts()) {
            caller.signedIn();
        }
        return found;
    }

    @Override
    public Optional<String> change(FormPage page) {
        return Optional.of(path(page.id()));
    }

    @Override
    public Optional<String> change(FormPage page, int number) {
        return Optional.of(path(page.id()) + "/" + number);
    }

    /** Where one came from. */
    String before(FormPage page, Map<String, @Nullable Object> answers) {
        List<FormPage> path = form.path(answers, this::known);
        int at = path.indexOf(page);
        return at > 0 ? path(path.get(at - 1).id()) : "/services/" + service.code();
    }

    String path(String page) {
        return "/services/" + service.code() + "/drafts/" + draft.id() + "/" + page;
    }

    /** Finds drafts with what they answer, and keeps what was answered. */
    static final class Keeper {

        private static final String PURPOSE = "draft";

        private final Catalogue catalogue;
        private final Drafts drafts;
        private final Uploads uploads;
        private final Preview preview;
        private final InstantSource clock;

        Keeper(Catalogue catalogue, Drafts drafts, Uploads uploads, Preview preview, InstantSource clock) {
            this.catalogue = catalogue;
            this.drafts = drafts;
            this.uploads = uploads;
            this.preview = preview;
            this.clock = clock;
        }

        /** A draft of the caller; nobody else's exists. */
        Asking find(UUID id, Caller caller) {
            return caller.actor()
                    .flatMap(_ -> drafts.find(caller.context(PURPOSE), id))
                    .flatMap(draft -> Asking.of(draft, caller, catalogue, preview, clock))
                    .filter(found -> found.procedure().isForThePublic())
                    // A visitor's answers end with his session: he is told so, and nothing of whether there was a
                    // draft.
                    .orElseThrow(() -> new ResponseStatusException(
                            caller.person() == null ? HttpStatus.GONE : HttpStatus.NOT_FOUND));
        }

        /** Keeps what is asked of these answers, and says where it goes on. */
        String keep(Asking asking, Map<String, @Nullable Object> answers, Caller caller) {
            Map<String, @Nullable Object> asked = asking.form().asked(answers, asking::known);
            drafts.save(caller.context(PURPOSE), asking.draft().id(), asked);
            return asking.next(asked);
        }

        /** Notes that it was sent: it is begun no more. */
        void sent(Asking asking, Caller caller) {
            drafts.sent(caller.context(PURPOSE), asking.draft().id());
        }

        /** Takes over from another draft of the caller what it has answered already. */
        void take(UUID draft, Asking other, Caller caller) {
            Asking asking = find(draft, caller);
            if (asking.service().code().equals(other.service().code())) {
                keep(asking, asking.form().shared(other.form(), other.draft().answers()), caller);
            }
        }

        /** Whether the service can still be asked for this. */
        boolean offers(Asking asking) {
            return catalogue
                    .current(asking.service().code())
                    .flatMap(service -> service.procedure(asking.procedure().code()))
                    .isPresent();
        }

        FormView view(Asking asking, Map<String, @Nullable Object> answers, Caller caller, Frame frame) {
            var view = new FormView(
                    asking.form(),
                    asking.service().words(frame.language()),
                    frame,
                    asking.service().currency(),
                    uploads.of(
                                    caller.context(PURPOSE),
                                    asking.form().files(answers).values())
                            .values());
            return asking.form().choosesFacts() ? view.knowing(asking.known(answers)) : view;
        }
    }
}
