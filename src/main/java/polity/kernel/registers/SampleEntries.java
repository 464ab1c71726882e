// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import polity.kernel.accounts.Accounts;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Context;
import polity.kernel.node.Declaration;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Problem;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

/**
 * Fills the empty registers of a demonstration. Sample entries name persons by keys; {@code demo/persons.yaml} says which
 * sample account is meant, and all other keys are people without an account.
 */
final class SampleEntries implements SmartLifecycle {

    private static final Instant ALWAYS = Instant.parse("2000-01-01T00:00:00Z");

    private static final Pattern RELATIVE = Pattern.compile("today[+-][0-9]{1,4}");
    private static final Pattern RELATIVE_YEAR = Pattern.compile("year[+-][0-9]");

    private final NodeSettings settings;
    private final Registers registers;
    private final Map<String, Register> declared;
    private final Accounts accounts;
    private final Transactions transactions;
    private final ZoneId place;
    private final InstantSource clock;
    private volatile boolean running;

    SampleEntries(
            NodeSettings settings,
            Registers registers,
            Map<String, Register> declared,
            Accounts accounts,
            Transactions transactions,
            ZoneId place,
            InstantSource clock) {
        this.settings = settings;
        this.registers = registers;
        this.declared = declared;
        this.accounts = accounts;
        this.transactions = transactions;
        this.place = place;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        if (settings.demonstration() && settings.zones().contains(Zone.JOBS)) {
            Zone.JOBS.run(() -> transactions.write(Context.visitor("samples"), this::fill));
        }
    }

    private boolean fill() {
        if (!registers.isEmpty()) {
            return false;
        }
        var problems = new ArrayList<Problem>();
        Map<String, UUID> persons = persons(problems);
        for (Register register : declared.values()) {
            Path file = settings.home().resolve("demo/registers/" + register.code() + ".yaml");
            if (Files.exists(file)) {
                List<Registers.NewEntry> entries = read(file, problems).items().stream()
                        .map(entry -> entry(register, entry, persons))
                        .toList();
                registers.insert(register.code(), entries);
            }
        }
        if (!problems.isEmpty()) {
            throw new CannotStart(problems.getFirst().toString());
        }
        return true;
    }

    private Map<String, UUID> persons(List<Problem> problems) {
        var persons = new LinkedHashMap<String, UUID>();
        Path file = settings.home().resolve("demo/persons.yaml");
        if (Files.exists(file)) {
            read(file, problems)
                    .entries()
                    .forEach((key, email) -> accounts.withEmail(email.asText())
                            .ifPresentOrElse(
                                    person -> persons.put(key, person.value()),
                                    () -> email.refuse("no sample account has this address")));
        }
        return persons;
    }

    private Registers.NewEntry entry(Register register, Declaration entry, Map<String, UUID> persons) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        entry.entries().forEach((name, value) -> {
            RegisterField field = register.fields().get(name);
            if (field != null && field.type() == RegisterField.Type.PERSON && !value.isNull()) {
                data.put(name, persons.computeIfAbsent(value.asText(), SampleEntries::nobody));
            } else if (!name.equals("valid_from") && !name.equals("valid_to")) {
                data.put(name, relative(value.plain()));
            }
        });
        return new Registers.NewEntry(
                data,
                entry.optionalText("valid_from").map(this::start).orElse(ALWAYS),
                entry.optionalText("valid_to")
                        .map(last -> day(last).plusDays(1).atStartOfDay(place).toInstant())
                        .orElse(null));
    }

    private Instant start(String day) {
        return day(day).atStartOfDay(place).toInstant();
    }

    private @Nullable Object relative(@Nullable Object value) {
        return switch (value) {
            case String text when RELATIVE.matcher(text).matches() -> day(text).toString();
            case String text
            when RELATIVE_YEAR.matcher(text).matches() -> today().getYear() + Integer.parseInt(text.substring(4));
            case null, default -> value;
        };
    }

    /** A day as it is written, or counted from the one on which the data is filled in. */
    private LocalDate day(String written) {
        return RELATIVE.matcher(written).matches()
                ? today().plusDays(Integer.parseInt(written.substring(5)))
                : LocalDate.parse(written);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), place);
    }

    private static UUID nobody(String key) {
        return UUID.nameUUIDFromBytes(("polity:person:" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static Declaration read(Path file, List<Problem> problems) {
        try {
            return Declaration.read(Files.readString(file), "demo/" + file.getFileName(), problems);
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " can't be read: " + e.getMessage() + ".", e);
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

    /** After the people, before the listeners. */
    @Override
    public int getPhase() {
        return -900;
    }
}
