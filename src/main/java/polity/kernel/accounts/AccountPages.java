// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.accounts.Credentials.Own;
import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.identity.Caller;
import polity.kernel.identity.Identity;
import polity.kernel.identity.Person;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Link;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** A person's own account: what is known, and how to change it. */
@Controller
class AccountPages {

    private static final Set<String> DONE = Set.of("opened", "password", "name", "language");

    private final Entrance entrance;
    private final Credentials credentials;
    private final Identity identity;
    private final PasswordRules rules;
    private final Transactions transactions;
    private final Audit audit;
    private final Templates templates;
    private final InstantSource clock;
    private final List<AccountEntry> entries;

    AccountPages(
            Entrance entrance,
            Credentials credentials,
            Identity identity,
            PasswordRules rules,
            Transactions transactions,
            Audit audit,
            Templates templates,
            InstantSource clock,
            List<AccountEntry> entries) {
        this.entrance = entrance;
        this.credentials = credentials;
        this.identity = identity;
        this.rules = rules;
        this.transactions = transactions;
        this.audit = audit;
        this.templates = templates;
        this.clock = clock;
        this.entries = entries;
    }

    private record View(Person person, Own account) {}

    @GetMapping("/account")
    @Zones(Zone.PUBLIC)
    Page account(Caller caller, Frame frame, @RequestParam(defaultValue = "") String done) {
        return show(caller, frame, done, "/account");
    }

    @GetMapping("/desk/account")
    @Zones(Zone.DESK)
    Page accountAtDesk(Caller caller, Frame frame, @RequestParam(defaultValue = "") String done) {
        return show(caller, frame, done, "/desk/account");
    }

    @GetMapping("/account/name")
    @Zones(Zone.PUBLIC)
    Page askName(Caller caller, Frame frame) {
        Person person = view(caller).person();
        return person.nameProved() ? proved(frame) : name(frame, person.name(), null);
    }

    @PostMapping("/account/name")
    @Zones(Zone.PUBLIC)
    Object rename(Caller caller, Frame frame, @RequestParam(defaultValue = "") String name) {
        PersonId person = caller.signedIn();
        String called = name.strip();
        if (!SignUpPages.isName(called)) {
            String error = frame.words("accounts").say("name.error", "most", SignUpPages.LONGEST_NAME);
            return name(frame, called, error).status(422);
        }
        boolean renamed = transactions.write(caller.context("account"), () -> {
            boolean free = identity.rename(called);
            if (free) {
                audit.record(Act.of(clock.instant(), "accounts.name-changed", "person", person.value())
                        .by(person.value()));
            }
            return free;
        });
        return renamed
                ? EntranceAnswers.seeOther("/account?done=name")
                : proved(frame).status(409);
    }

    @GetMapping("/account/language")
    @Zones(Zone.PUBLIC)
    Page askLanguage(Caller caller, Frame frame) {
        Words words = frame.words("accounts");
        List<Choice> choices = Stream.of(Language.values())
                .map(each -> Choice.of(each.tag(), each.ownName()))
                .toList();
        Field field = Field.of("language", words.say("language.title"))
                .hint(words.say("language.hint"))
                .value(view(caller).person().language())
                .asHeading();
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("language.title"),
                                Question.Radios.of(field, choices),
                                Block.Button.of(words.say("save")))
                        .before(new Block.BackLink("/account"))
                        .sendingTo("/account/language"));
    }

    @PostMapping("/account/language")
    @Zones(Zone.PUBLIC)
    Object prefer(Caller caller, @RequestParam(defaultValue = "") String language) {
        PersonId person = caller.signedIn();
        Optional<Language> chosen = Language.ofTag(language);
        if (chosen.isEmpty()) {
            return EntranceAnswers.seeOther("/account/language");
        }
        transactions.write(
                caller.context("account"),
                () -> identity.prefer(person, chosen.get().tag()));
        return EntranceAnswers.seeOther("/account?done=language");
    }

    @GetMapping("/account/password")
    @Zones(Zone.PUBLIC)
    Page askPassword(Caller caller, Frame frame) {
        caller.signedIn();
        return password(frame, "/account", null, null);
    }

    @GetMapping("/desk/account/password")
    @Zones(Zone.DESK)
    Page askPasswordAtDesk(Caller caller, Frame frame) {
        caller.signedIn();
        return password(frame, "/desk/account", null, null);
    }

    @PostMapping("/account/password")
    @Zones(Zone.PUBLIC)
    Object changePassword(
            Caller caller,
            Frame frame,
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password) {
        return change(caller, frame, "/account", old, password);
    }

    @PostMapping("/desk/account/password")
    @Zones(Zone.DESK)
    Object changePasswordAtDesk(
            Caller caller,
            Frame frame,
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password) {
        return change(caller, frame, "/desk/account", old, password);
    }

    private Object change(Caller caller, Frame frame, String account, String old, String password) {
        View view = view(caller);
        Words words = frame.words("accounts");
        String oldError = old.isEmpty() ? words.say("signIn.passwordMissing") : null;
        String error = rules.check(
                        password,
                        view.person().name(),
                        EmailAddress.parse(view.account().email()))
                .map(fault -> fault.say(words))
                .orElse(null);
        if (oldError != null || error != null) {
            return password(frame, account, oldError, error).status(422);
        }
        UUID session = Objects.requireNonNull(caller.session());
        Optional<Entry> failure =
                entrance.changePassword(caller, session, view.account().address(), old, password);
        if (failure.isEmpty()) {
            return EntranceAnswers.seeOther(account + "?done=password");
        }
        String what = failure.get() instanceof Entry.Wait wait
                ? words.say("signIn.wait", "time", wait.until())
                : words.say("change.refused");
        return password(frame, account, what, null).status(422);
    }

    private View view(Caller caller) {
        PersonId person = caller.signedIn();
        return transactions.read(
                caller.context("account"),
                () -> new View(identity.person(person).orElseThrow(), credentials.own()));
    }

    private Page show(Caller caller, Frame frame, String done, String here) {
        View view = view(caller);
        Words words = frame.words("accounts");
        boolean citizen = frame.zone() == Zone.PUBLIC;
        String language = Language.ofTag(view.person().language())
                .map(Language::ownName)
                .orElse(view.person().language());
        var name = SummaryList.Row.of(words.say("name.label"), view.person().name());
        var letters = SummaryList.Row.of(words.say("language.label"), language);
        var body = new ArrayList<Component>();
        if (DONE.contains(done)) {
            body.add(new Block.NotificationBanner(words.say("done." + done), null, null, true));
        }
        boolean proved = view.person().nameProved();
        body.add(SummaryList.of(
                citizen && !proved ? name.changedAt("/account/name") : name,
                SummaryList.Row.of(words.say("email.label"), view.account().email()),
                SummaryList.Row.of(
                                words.say("password.label"),
                                words.say(
                                        "account.passwordSet",
                                        "day",
                                        words.day(view.account().passwordSet())))
                        .changedAt(here + "/password"),
                citizen ? letters.changedAt("/account/language") : letters));
        if (proved) {
            body.add(new Block.InsetText(words.say("name.proved", "authority", frame.authority())));
        }
        var more = new ArrayList<Block.LinkGrid.Entry>();
        more.add(new Block.LinkGrid.Entry(
                Link.to(here + "/sessions", words.say("account.sessions")), words.say("account.sessionsText")));
        if (citizen) {
            more.add(new Block.LinkGrid.Entry(
                    Link.to("/account/tokens", words.say("account.tokens")), words.say("account.tokensText")));
        }
        if (citizen) {
            entries.forEach(entry -> more.add(new Block.LinkGrid.Entry(
                    Link.to(entry.path(), entry.title(frame.language())), entry.text(frame.language()))));
        }
        body.add(new Block.LinkGrid(more));
        return templates.sheet(frame, Sheet.of(words.say("account.title"), body.toArray(Component[]::new)));
    }

    private Page name(Frame frame, String name, @Nullable String error) {
        Words words = frame.words("accounts");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("name.label"),
                                Question.Input.of(Field.of("name", words.say("name.label"))
                                                .hint(words.say("name.hint"))
                                                .value(name)
                                                .error(error)
                                                .asHeading())
                                        .autocomplete("name")
                                        .noSpellcheck(),
                                Block.Button.of(words.say("save")))
                        .before(new Block.BackLink("/account"))
                        .sendingTo("/account/name"));
    }

    private Page proved(Frame frame) {
        Words words = frame.words("accounts");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("name.label"),
                                new Block.Paragraph(words.say("name.proved", "authority", frame.authority())))
                        .before(new Block.BackLink("/account")));
    }

    private Page password(Frame frame, String account, @Nullable String oldError, @Nullable String error) {
        Words words = frame.words("accounts");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("change.title"),
                                new Block.Paragraph(words.say("change.what")),
                                Question.Input.password(
                                        Field.of("old", words.say("change.old")).error(oldError), false),
                                Question.Input.password(
                                        Field.of("password", words.say("password.choose"))
                                                .hint(words.say("password.hint", "least", PasswordRules.SHORTEST))
                                                .error(error),
                                        true),
                                Block.Button.of(words.say("change.button")))
                        .before(new Block.BackLink(account))
                        .sendingTo(account + "/password"));
    }
}
