// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.cases.Preview;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure;
import polity.kernel.forms.Drafts;
import polity.kernel.forms.FormView;
import polity.kernel.forms.Uploads;
import polity.kernel.identity.Caller;
import polity.kernel.page.Frame;

/** Finds drafts with what they answer, and keeps what was answered. */
final class Askings {

    private static final String PURPOSE = "draft";

    private final Catalogue catalogue;
    private final Drafts drafts;
    private final Uploads uploads;
    private final Preview preview;
    private final InstantSource clock;

    Askings(Catalogue catalogue, Drafts drafts, Uploads uploads, Preview preview, InstantSource clock) {
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
                .filter(found -> found.procedure().opens() != Procedure.Opens.OFFICIAL)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Keeps what is asked of these answers, and says where it goes on. */
    String keep(Asking asking, Map<String, @Nullable Object> answers, Caller caller) {
        Map<String, @Nullable Object> asked = asking.form().asked(answers, asking::known);
        drafts.save(caller.context(PURPOSE), asking.draft().id(), asked);
        return asking.path(asking.open(asked));
    }

    /** Takes over from another draft of the caller what it has answered already. */
    void take(UUID draft, UUID from, Caller caller) {
        Asking asking = find(draft, caller);
        Asking other = find(from, caller);
        if (asking.service().code().equals(other.service().code())) {
            keep(asking, asking.form().shared(other.form(), other.draft().answers()), caller);
        }
    }

    /** Whether the service can still be asked. */
    boolean offers(Asking asking) {
        return catalogue.current(asking.service().code()).isPresent();
    }

    FormView view(Asking asking, Map<String, @Nullable Object> answers, Caller caller, Frame frame) {
        return new FormView(
                asking.form(),
                asking.service().words(frame.language()),
                frame,
                asking.service().currency(),
                uploads.of(caller.context(PURPOSE), asking.form().files(answers).values())
                        .values());
    }
}
