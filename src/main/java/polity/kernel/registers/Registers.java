// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.node.Transactions;
import polity.kernel.page.Language;
import polity.kernel.page.Words;

/**
 * Authoritative data. Entries are found by declared look-ups only, so that no search scans what grows, and every read of
 * somebody else's personal entry writes in the same statement who read it and why.
 */
public final class Registers {

    private static final TypeReference<Map<String, @Nullable Object>> DATA = new TypeReference<>() {};
    private static final String SEPARATOR = "\u001f";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Map<String, Register> registers;

    Registers(JdbcClient jdbc, JsonMapper json, Map<String, Register> registers) {
        this.jdbc = jdbc;
        this.json = json;
        this.registers = registers;
    }

    /** The entries of a register that have these values in the fields of a declared look-up. */
    public record LookUp(String register, Map<String, ?> where) {}

    /**
     * What is to be read.
     *
     * @param most how many entries at most
     * @param purpose why: what is recorded for the persons of the entries
     */
    public record Reading(LookUp by, int most, String purpose) {}

    /** Entries that have these values and hold at the instant. */
    public List<RegisterEntry> find(String register, Map<String, ?> where, Instant at, int most, String purpose) {
        return find(List.of(new Reading(new LookUp(register, where), most, purpose)), at)
                .getFirst();
    }

    /** The same for any number of look-ups in one statement; one list for each, in their order. */
    public List<List<RegisterEntry>> find(List<Reading> readings, Instant at) {
        return find(readings, at, false);
    }

    /** Entries that have these values and hold at the instant or begin to hold after it. */
    public List<RegisterEntry> findFrom(String register, Map<String, ?> where, Instant at, int most, String purpose) {
        return find(List.of(new Reading(new LookUp(register, where), most, purpose)), at, true)
                .getFirst();
    }

    private List<List<RegisterEntry>> find(List<Reading> readings, Instant at, boolean later) {
        Transactions.required();
        List<Register> declared = readings.stream()
                .map(reading -> register(reading.by().register()))
                .toList();
        List<List<RegisterEntry>> found = readings.stream()
                .<List<RegisterEntry>>map(_ -> new ArrayList<>())
                .toList();
        Columns columns = columns(readings.stream().map(Reading::by).toList());
        jdbc.sql("""
                        select place, entry, number, data, valid_from, valid_to, ended
                        from registers.find(?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        columns.registers(),
                        columns.lookUps(),
                        columns.values(),
                        readings.stream().map(Reading::most).toArray(Integer[]::new),
                        readings.stream().map(Reading::purpose).toArray(String[]::new),
                        time(at),
                        later)
                .query((row, _) -> {
                    int place = row.getInt("place") - 1;
                    return found.get(place).add(read(declared.get(place), row));
                })
                .list();
        return found;
    }

    /**
     * Entries of which one field has or had this value, whenever they hold, as they hold last: those that end last first.
     * Absent when no look-up is declared by which they could be found; a look-up over further fields serves as well when
     * these have few values, all of which are looked up at once. Zone DESK only.
     */
    public Optional<List<RegisterEntry>> search(String register, String field, Object value, int most, String purpose) {
        Transactions.required();
        Register declared = register(register);
        return declared.lookUpBy(field).map(fields -> {
            String[] values = declared.combinations(fields, field, value).stream()
                    .map(where -> value(declared, where))
                    .toArray(String[]::new);
            List<UUID> ids = jdbc.sql("select registers.ever(?, ?, ?, ?)")
                    .params(register, number(declared, Set.copyOf(fields)), values, most)
                    .query((row, _) -> row.getObject(1, UUID.class))
                    .list();
            return ids.isEmpty() ? List.<RegisterEntry>of() : lastKnown(register, ids, purpose);
        });
    }

    /** Entries as they hold last, whether they have ended or not. Zone DESK only. */
    public List<RegisterEntry> lastKnown(String register, Collection<UUID> ids, String purpose) {
        Transactions.required();
        Register declared = register(register);
        return jdbc.sql("select entry, number, data, valid_from, valid_to, ended from registers.last_known(?, ?, ?)")
                .params(register, ids.toArray(UUID[]::new), purpose)
                .query((row, _) -> read(declared, row))
                .list();
    }

    /**
     * How many entries have these values and hold at the instant or later, for any number of look-ups in one statement;
     * tells nothing else about them.
     *
     * @param sums for each look-up the integer field that is added up over them instead; null where they are counted
     */
    public List<Long> count(List<LookUp> lookUps, List<@Nullable String> sums, Instant at) {
        Transactions.required();
        Columns columns = columns(lookUps);
        return jdbc.sql("select entries from registers.count(?, ?, ?, ?, ?) entries")
                .params(columns.registers(), columns.lookUps(), columns.values(), sums.toArray(String[]::new), time(at))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private Columns columns(List<LookUp> lookUps) {
        int size = lookUps.size();
        var columns = new Columns(new String[size], new Integer[size], new String[size]);
        for (int i = 0; i < size; i++) {
            LookUp lookUp = lookUps.get(i);
            Register declared = register(lookUp.register());
            columns.registers()[i] = declared.code();
            columns.lookUps()[i] = number(declared, lookUp.where().keySet());
            columns.values()[i] = value(declared, lookUp.where());
        }
        return columns;
    }

    /** Look-ups as the database takes them. */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    private record Columns(String[] registers, Integer[] lookUps, String[] values) {}

    /** One entry as it holds at the instant, or as it will hold first after it. */
    public Optional<RegisterEntry> entry(String register, UUID id, Instant at, String purpose) {
        return entries(register, List.of(id), at, purpose).stream().findFirst();
    }

    /** Entries as they hold at the instant, or as they will hold first after it; those that have ended are left out. */
    public List<RegisterEntry> entries(String register, Collection<UUID> ids, Instant at, String purpose) {
        Transactions.required();
        Register declared = register(register);
        return jdbc.sql("select entry, number, data, valid_from, valid_to, ended from registers.entries(?, ?, ?, ?)")
                .params(register, ids.toArray(UUID[]::new), time(at), purpose)
                .query((row, _) -> read(declared, row))
                .list();
    }

    /**
     * An entry that somebody decides on or changes, as it holds last: nobody else changes it before the transaction ends.
     * Absent when it has ended.
     */
    public Optional<RegisterEntry> lock(String register, UUID id, Instant at, String purpose) {
        Transactions.required();
        Register declared = register(register);
        return jdbc.sql("select entry, number, data, valid_from, valid_to, ended from registers.lock_entry(?, ?, ?, ?)")
                .params(register, id, time(at), purpose)
                .query((row, _) -> read(declared, row))
                .optional();
    }

    /** The fields of a register, in the order of its declaration. */
    public List<String> fields(String register) {
        return List.copyOf(register(register).fields().keySet());
    }

    /** What a field is called, and what its value means, in a language. */
    public Shown show(String register, String field, @Nullable Object value, Words words) {
        RegisterField declared = register(register).fields().get(field);
        return declared == null
                ? new Shown(field, String.valueOf(value))
                : new Shown(declared.label(words.language()), declared.shown(value, words));
    }

    /** A field in words. */
    public record Shown(String label, String value) {}

    /** The register's name in a language. */
    public String name(String register, Language language) {
        return RegisterField.inLanguage(register(register).name(), language);
    }

    /** Registers a new entry that holds from the one instant until before the other. */
    public UUID insert(String register, Map<String, ?> data, Instant from, @Nullable Instant to) {
        return insert(register, List.of(new NewEntry(data, from, to))).getFirst();
    }

    /** What is to be registered. */
    public record NewEntry(
            Map<String, ?> data, Instant from, @Nullable Instant to) {}

    /** Registers new entries in one statement, however many there are. */
    public List<UUID> insert(String register, List<NewEntry> entries) {
        Transactions.required();
        Register declared = register(register);
        int size = entries.size();
        var keys = new String[size];
        var bodies = new String[size];
        var persons = new String[size];
        var lookUps = new String[size];
        var froms = new String[size];
        var tos = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            NewEntry entry = entries.get(i);
            Map<String, Object> kept = kept(declared, entry.data());
            keys[i] = joined(declared, declared.key(), kept);
            bodies[i] = json.writeValueAsString(kept);
            persons[i] = persons(declared, kept);
            lookUps[i] = lookUps(declared, kept);
            froms[i] = entry.from().toString();
            Instant to = entry.to();
            tos[i] = to == null ? null : to.toString();
        }
        return jdbc.sql("select registers.insert_entries(?, ?, ?, ?, ?, ?, ?)")
                .params(register, keys, bodies, persons, lookUps, froms, tos)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Changes values of an entry from an instant on, or since its last change; what held before stays known. */
    public void amend(String register, UUID entry, Map<String, ?> changes, Instant from) {
        Transactions.required();
        Register declared = register(register);
        RegisterEntry now = lock(register, entry, from, "amend")
                .orElseThrow(() -> new EntryRefused(register, "the entry doesn't hold at the time of the change"));
        var data = new LinkedHashMap<String, @Nullable Object>(now.data());
        data.putAll(changes);
        data.values().removeIf(java.util.Objects::isNull);
        @SuppressWarnings("NullAway") // removeIf has taken the nulls out
        Map<String, Object> kept = kept(declared, data);
        jdbc.sql("select registers.amend(?, ?, ?, ?, ?, ?, ?)")
                .params(
                        register,
                        entry,
                        joined(declared, declared.key(), kept),
                        json.writeValueAsString(kept),
                        persons(declared, kept),
                        lookUps(declared, kept),
                        time(from))
                .query((_, _) -> true)
                .single();
    }

    /**
     * Ends an entry: it no longer holds from the instant on.
     *
     * @param how what is said of it from now on, such as {@code revoked}
     */
    public void end(String register, UUID entry, Instant at, String how) {
        Transactions.required();
        register(register);
        jdbc.sql("select registers.end_entry(?, ?, ?, ?)")
                .params(register, entry, time(at), how)
                .query((_, _) -> true)
                .single();
    }

    /** Whether nothing has been registered anywhere. Zone JOBS only. */
    boolean isEmpty() {
        return jdbc.sql("select registers.is_empty()").query(Boolean.class).single();
    }

    Register register(String code) {
        Register register = registers.get(code);
        if (register == null) {
            throw new EntryRefused(code, "there is no such register");
        }
        return register;
    }

    private static int number(Register register, Set<String> fields) {
        return register.lookUp(fields)
                .orElseThrow(() ->
                        new EntryRefused(register.code(), "no look-up is declared over " + String.join(", ", fields)));
    }

    static String value(Register register, Map<String, ?> where) {
        return joined(register, new TreeSet<>(where.keySet()), where);
    }

    private static Map<String, Object> kept(Register register, Map<String, ?> data) {
        var kept = new LinkedHashMap<String, Object>();
        data.forEach((name, given) -> {
            RegisterField field = register.fields().get(name);
            if (field == null) {
                throw new EntryRefused(register.code(), "there is no field " + name);
            }
            if (given != null) {
                kept.put(
                        name,
                        field.kept(given)
                                .orElseThrow(() ->
                                        new EntryRefused(register.code(), "the value of " + name + " doesn't fit")));
            }
        });
        for (String name : register.key()) {
            if (!kept.containsKey(name)) {
                throw new EntryRefused(register.code(), name + " is missing");
            }
        }
        return kept;
    }

    private static String joined(Register register, Iterable<String> names, Map<String, ?> values) {
        var joined = new StringBuilder();
        for (String name : names) {
            Object value = values.get(name);
            RegisterField field = register.fields().get(name);
            Object kept =
                    value == null || field == null ? "" : field.kept(value).orElse("");
            joined.append(joined.isEmpty() ? "" : SEPARATOR).append(kept);
        }
        return joined.toString();
    }

    private static String persons(Register register, Map<String, ?> data) {
        return "{"
                + String.join(
                        ",",
                        register.persons().stream()
                                .map(data::get)
                                .filter(java.util.Objects::nonNull)
                                .map(Object::toString)
                                .toList())
                + "}";
    }

    /** The values of all look-ups as a JSON list; an entry that lacks a field isn't found by it. */
    private String lookUps(Register register, Map<String, ?> data) {
        return json.writeValueAsString(register.lookUps().stream()
                .map(fields -> data.keySet().containsAll(fields) ? joined(register, new TreeSet<>(fields), data) : "")
                .map(value -> value.isEmpty() ? null : value)
                .toList());
    }

    /** Kept data as it is seen: in the order of the declaration, whole numbers and dates typed, absent ones null. */
    Map<String, @Nullable Object> seen(Register register, String kept) {
        Map<String, @Nullable Object> values = json.readValue(kept, DATA);
        var data = new LinkedHashMap<String, @Nullable Object>();
        register.fields().forEach((name, field) -> data.put(name, field.seen(whole(values.get(name)))));
        return data;
    }

    private RegisterEntry read(Register register, ResultSet row) throws SQLException {
        Map<String, @Nullable Object> data = seen(register, row.getString("data"));
        return new RegisterEntry(
                row.getObject("entry", UUID.class),
                register.code(),
                row.getInt("number"),
                data,
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                end(row.getObject("valid_to", OffsetDateTime.class)),
                row.getString("ended"));
    }

    /** The driver reads infinity as the last time that Java knows. */
    static @Nullable Instant end(@Nullable OffsetDateTime to) {
        return to == null || to.equals(OffsetDateTime.MAX) ? null : to.toInstant();
    }

    private static @Nullable Object whole(@Nullable Object kept) {
        return kept instanceof Integer number ? Long.valueOf(number) : kept;
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
