// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.identity.AccessTokens.Own;
import polity.kernel.node.PlainText;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing.SummaryCard;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** What a person's own programs sign in with. */
@Controller
@Zones(Zone.PUBLIC)
class TokenPages {

    private static final String LIST = "/account/tokens";
    private static final Set<Integer> DAYS = new LinkedHashSet<>(List.of(30, 90, 365));
    private static final int LONGEST_NAME = 100;

    private final AccessTokens tokens;
    private final Transactions transactions;
    private final Audit audit;
    private final Templates templates;
    private final InstantSource clock;

    TokenPages(AccessTokens tokens, Transactions transactions, Audit audit, Templates templates, InstantSource clock) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.audit = audit;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping(LIST)
    Page list(Caller caller, Frame frame) {
        caller.signedIn();
        List<Own> own = transactions.read(caller.context("account"), tokens::own);
        Words words = frame.words("identity");
        var body = new ArrayList<Component>();
        body.add(new Block.Paragraph(words.say("tokens.what")));
        own.forEach(each -> body.add(card(each, words)));
        body.add(Block.Button.of(words.say("tokens.make")).to(LIST + "/new"));
        return templates.sheet(
                frame,
                Sheet.of(words.say("tokens.title"), body.toArray(Component[]::new))
                        .before(new Block.BackLink("/account")));
    }

    @GetMapping(LIST + "/new")
    Page ask(Caller caller, Frame frame) {
        caller.signedIn();
        return form(frame, "", Set.of(), "90", null, null);
    }

    /** The one page that follows a POST without a redirect: what it shows is kept nowhere. Sent twice, it makes one. */
    @PostMapping(LIST)
    Page make(
            Caller caller,
            Frame frame,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> scopes,
            @RequestParam(defaultValue = "") String days) {
        PersonId person = caller.signedIn();
        Words words = frame.words("identity");
        String called = name.strip();
        var permitted = new LinkedHashSet<>(AccessTokens.SCOPES);
        permitted.retainAll(scopes);
        boolean nameless = called.isEmpty() || called.length() > LONGEST_NAME || !PlainText.isLine(called);
        if (nameless || permitted.isEmpty() || !lasts(days)) {
            return form(
                            frame,
                            called,
                            permitted,
                            lasts(days) ? days : "90",
                            nameless ? words.say("tokens.nameError", "most", LONGEST_NAME) : null,
                            permitted.isEmpty() ? words.say("tokens.scopesError") : null)
                    .status(422);
        }
        Secret secret = Secret.next();
        Instant now = clock.instant();
        Instant expires = now.plus(Duration.ofDays(Integer.parseInt(days)));
        Optional<UUID> made = transactions.write(caller.context("account"), () -> {
            Optional<UUID> token = tokens.make(person, called, permitted, secret, now, expires);
            token.ifPresent(id -> audit.record(Act.of(now, "identity.token-made", "access-token", id)
                    .by(person.value())
                    .with("scopes", List.copyOf(permitted))
                    .with("expires", expires)));
            return token;
        });
        return made.isPresent()
                ? shown(frame, words, called, secret)
                : form(frame, called, permitted, days, words.say("tokens.nameTaken"), null)
                        .status(422);
    }

    @GetMapping(LIST + "/{token}/revoke")
    Page askToRevoke(Caller caller, Frame frame, @PathVariable UUID token) {
        caller.signedIn();
        Words words = frame.words("identity");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("tokens.revokeTitle"),
                                new Block.WarningText(words.say("tokens.revokeWarning")),
                                new Block.ButtonGroup(
                                        List.of(Block.Button.warning(words.say("tokens.revoke"))),
                                        Link.to(LIST, words.say("tokens.keep"))))
                        .sendingTo(LIST + "/" + token + "/revoke"));
    }

    @PostMapping(LIST + "/{token}/revoke")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable UUID token) {
        PersonId person = caller.signedIn();
        transactions.write(caller.context("account"), () -> {
            if (tokens.revoke(token)) {
                audit.record(Act.of(clock.instant(), "identity.token-revoked", "access-token", token)
                        .by(person.value()));
            }
        });
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, LIST)
                .build();
    }

    private Page shown(Frame frame, Words words, String name, Secret secret) {
        return templates.sheet(
                frame,
                Sheet.of(
                        words.say("tokens.madeTitle", "name", name),
                        new Block.WarningText(words.say("tokens.once")),
                        new Block.InsetText(secret.text()),
                        new Block.Paragraph(words.say("tokens.use")),
                        Block.Button.of(words.say("tokens.done")).to(LIST)));
    }

    private Page form(
            Frame frame,
            String name,
            Set<String> scopes,
            String days,
            @Nullable String nameError,
            @Nullable String scopesError) {
        Words words = frame.words("identity");
        List<Choice> permissions = AccessTokens.SCOPES.stream()
                .map(scope -> Choice.of(scope, words.say("scope." + scope.replace(':', '-'))))
                .toList();
        List<Choice> lengths = DAYS.stream()
                .map(each -> Choice.of(each.toString(), words.count("tokens.days", each)))
                .toList();
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("tokens.make"),
                                Question.Input.of(Field.of("name", words.say("tokens.name"))
                                                .hint(words.say("tokens.nameHint"))
                                                .value(name)
                                                .error(nameError))
                                        .width(20),
                                new Question.Checkboxes(
                                        Field.of("scopes", words.say("tokens.scopes"))
                                                .values(List.copyOf(scopes))
                                                .error(scopesError),
                                        permissions),
                                Question.Radios.of(
                                        Field.of("days", words.say("tokens.lasts"))
                                                .value(days),
                                        lengths),
                                Block.Button.of(words.say("tokens.make")))
                        .before(new Block.BackLink(LIST))
                        .sendingTo(LIST));
    }

    private static SummaryCard card(Own token, Words words) {
        String used = token.lastUsed() == null ? words.say("tokens.never") : words.instant(token.lastUsed());
        String scopes = AccessTokens.SCOPES.stream()
                .filter(token.scopes()::contains)
                .map(scope -> words.say("scope." + scope.replace(':', '-')))
                .reduce((one, other) -> one + words.say("tokens.and") + other)
                .orElse("");
        return new SummaryCard(
                token.name(),
                2,
                List.of(Link.to(LIST + "/" + token.id() + "/revoke", words.say("tokens.revoke"))),
                SummaryList.of(
                        SummaryList.Row.of(words.say("tokens.scopes"), scopes),
                        SummaryList.Row.of(words.say("tokens.expires"), words.day(token.expires())),
                        SummaryList.Row.of(words.say("tokens.used"), used)));
    }

    private static boolean lasts(String days) {
        return DAYS.stream().anyMatch(each -> each.toString().equals(days));
    }
}
