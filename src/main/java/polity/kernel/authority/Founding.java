// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.accounts.Accounts;
import polity.kernel.accounts.StartMessage;
import polity.kernel.authority.PeopleFile.Someone;
import polity.kernel.authority.StructureFile.PostData;
import polity.kernel.authority.StructureFile.UnitData;
import polity.kernel.identity.PersonId;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Context;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

/**
 * Gives an empty installation its units, posts and first people, before any listener is open: the sample ones in a
 * demonstration, otherwise three administrators who share the power among them.
 */
final class Founding implements SmartLifecycle, StartMessage {

    private static final Logger LOG = LoggerFactory.getLogger(Founding.class);
    private static final Context CONTEXT = Context.visitor("founding");
    private static final String REASON = "founding";
    private static final List<String> FIRST_POSTS =
            List.of("system-administrator", "security-administrator", "audit-administrator");

    private final StructureRows rows;
    private final Authority authority;
    private final Accounts accounts;
    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final NodeSettings settings;
    private final Path demonstration;
    private final Optional<Path> administrators;
    private final List<String> lines = new ArrayList<>();
    private volatile boolean running;

    /**
     * @param demonstration folder of the sample data
     * @param administrators file that names the first administrators where there is no terminal
     */
    Founding(
            StructureRows rows,
            Authority authority,
            Accounts accounts,
            Transactions transactions,
            JdbcClient jdbc,
            NodeSettings settings,
            Path demonstration,
            Optional<Path> administrators) {
        this.rows = rows;
        this.authority = authority;
        this.accounts = accounts;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.settings = settings;
        this.demonstration = demonstration;
        this.administrators = administrators;
    }

    @Override
    public void start() {
        running = true;
        if (settings.zones().contains(Zone.JOBS)) {
            Zone.JOBS.run(this::found);
        }
    }

    private void found() {
        if (settings.demonstration()) {
            StructureFile structure = StructureFile.read(text("authority.yaml"), "demo/authority.yaml");
            PeopleFile people = PeopleFile.read(text("people.yaml"), "demo/people.yaml");
            transactions.write(CONTEXT, () -> build(structure));
            people.people().forEach(each -> settle(each, people.passwordOf(each)));
            tell(people);
            return;
        }
        StructureFile structure = StructureFile.read(builtIn(), "authority/first.yaml");
        boolean empty = transactions.write(CONTEXT, () -> build(structure));
        if (empty || transactions.read(CONTEXT, this::lacksAdministrators)) {
            appointFirst();
        }
    }

    /** True if there was nothing yet. Nodes that start at the same time build one after the other. */
    private boolean build(StructureFile structure) {
        rows.epoch(true);
        if (!rows.isEmpty()) {
            return false;
        }
        Map<String, UUID> units = new HashMap<>();
        for (UnitData unit : structure.units()) {
            @Nullable UUID parent = unit.parent().map(units::get).orElse(null);
            units.put(unit.code(), rows.addUnit(unit.code(), parent, unit.names()));
        }
        structure
                .roles()
                .forEach(role -> rows.addRole(role.code(), role.names(), role.everywhere(), role.permissions()));
        for (PostData post : structure.posts()) {
            UUID unit = units.get(post.unit());
            if (unit != null) {
                rows.addPost(post.code(), unit, post.names(), post.roles());
            }
        }
        return true;
    }

    /** Makes the account and the appointment unless they are there; done again after a crash, it does the rest. */
    private void settle(Someone someone, String password) {
        PersonId person = transactions
                .read(CONTEXT, () -> accounts.withEmail(someone.email()))
                .or(() -> accounts.vouch(someone.name(), someone.email(), someone.language(), password, REASON))
                .or(() -> transactions.read(CONTEXT, () -> accounts.withEmail(someone.email())))
                .orElseThrow(() -> new CannotStart("The account of " + someone.email() + " could not be made."));
        someone.post()
                .ifPresent(post -> transactions.write(CONTEXT, () -> {
                    rows.epoch(true);
                    if (!holds(person, post)) {
                        authority.appoint(person, post, null);
                    }
                }));
    }

    private boolean holds(PersonId person, String post) {
        return jdbc.sql("""
                select exists (select from authority.appointment a join authority.post p on p.id = a.post
                               where a.person = ? and p.code = ?)
                """).params(person.value(), post).query(Boolean.class).single();
    }

    private boolean lacksAdministrators() {
        return jdbc.sql("""
                select not exists (select from authority.appointment a join authority.post p on p.id = a.post
                                   where p.code = any(?))
                """)
                .param(FIRST_POSTS.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    private void appointFirst() {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (administrators.isPresent()) {
            PeopleFile people = PeopleFile.read(
                    read(administrators.get()), administrators.get().toString());
            people.people().forEach(each -> settle(each, people.passwordOf(each)));
        } else if (terminal.isPresent()) {
            FIRST_POSTS.forEach(post -> ask(terminal.get(), post));
        } else {
            String what = "Nobody can sign in at the desk yet. Name three administrators in a YAML file (see"
                    + " docs/operations/people-and-mail.md), set POLITY_FIRST_ADMIN_FILE to it and start again.";
            LOG.warn(what);
            lines.add(what);
        }
    }

    private void ask(Console console, String post) {
        console.printf("%nWho is the %s?%n", post.replace('-', ' '));
        String name = answer(console, "  Full name: ", ".{1,200}", "Enter a name.");
        String email =
                answer(console, "  E-mail address: ", "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", "Enter an e-mail address.");
        String password = "";
        while (password.length() < 12) {
            char[] typed = console.readPassword("  Password, at least 12 characters: ");
            password = typed == null ? "" : new String(typed);
            if (typed == null) {
                throw new CannotStart("The first administrators were not named; start again to name them.");
            }
        }
        settle(new Someone(name, email, "en", Optional.empty(), Optional.of(post), ""), password);
    }

    private static String answer(Console console, String question, String pattern, String otherwise) {
        while (true) {
            String typed = console.readLine(question);
            if (typed == null) {
                throw new CannotStart("The first administrators were not named; start again to name them.");
            }
            if (typed.strip().matches(pattern)) {
                return typed.strip();
            }
            console.printf("  %s%n", otherwise);
        }
    }

    private void tell(PeopleFile people) {
        lines.add(
                "Sample accounts, all with the password \"" + people.password().orElse("") + "\":");
        people.people().stream()
                .filter(each -> !each.note().isEmpty())
                .map(each -> "  %-32s %s".formatted(each.email(), each.note()))
                .forEach(lines::add);
    }

    @Override
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private String text(String name) {
        return read(demonstration.resolve(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " can't be read: " + e.getMessage() + ".", e);
        }
    }

    private static String builtIn() {
        try (InputStream in = Founding.class.getResourceAsStream("/authority/first.yaml")) {
            if (in == null) {
                throw new CannotStart("This build lacks authority/first.yaml; build it anew.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotStart("This build is damaged at authority/first.yaml; build it anew.", e);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before jobs run and listeners open. */
    @Override
    public int getPhase() {
        return -1_000;
    }
}
