// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.node.Context;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

/** What of the registers is open to everybody. Which fields that are, and what services give, the database enforces. */
final class OpenRegisters implements SmartInitializingSingleton {

    private static final Context ANYBODY = Context.visitor("open-register");
    private static final int MOST_CHOICES = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Registers registers;
    private final Map<String, Register> declared;
    private final Transactions transactions;
    private final NodeSettings settings;

    OpenRegisters(
            JdbcClient jdbc,
            JsonMapper json,
            Registers registers,
            Map<String, Register> declared,
            Transactions transactions,
            NodeSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.registers = registers;
        this.declared = declared;
        this.transactions = transactions;
        this.settings = settings;
    }

    /** The open fields of an entry over the time for which they stood so. */
    record Open(
            UUID entry,
            UUID version,
            Map<String, @Nullable Object> data,
            Instant from,
            @Nullable Instant to) {}

    @Override
    public void afterSingletonsInstantiated() {
        if (settings.zones().contains(Zone.JOBS)) {
            List<Register> open = all().stream().toList();
            Zone.JOBS.run(() -> transactions.write(
                    ANYBODY,
                    () -> jdbc.sql("select registers.open_fields(?, ?) + registers.give(?)")
                            .params(
                                    open.stream().map(Register::code).toArray(String[]::new),
                                    open.stream()
                                            .map(register -> json.writeValueAsString(register.publicFields()))
                                            .toArray(String[]::new),
                                    declared.values().stream()
                                            .filter(Register::given)
                                            .map(Register::code)
                                            .toArray(String[]::new))
                            .query(Long.class)
                            .single()));
        }
    }

    /** The registers that are open, by their codes. */
    Collection<Register> all() {
        return declared.values().stream()
                .filter(Register::open)
                .sorted(Comparator.comparing(Register::code))
                .toList();
    }

    Optional<Register> find(String code) {
        return Optional.ofNullable(declared.get(code)).filter(Register::open);
    }

    /**
     * What somebody looks for.
     *
     * @param values any of them
     * @param endsAfter it holds at this instant or later; absent: it has no end
     * @param after the last one of the page before
     */
    record Search(
            String field,
            Set<String> values,
            @Nullable Instant endsAfter,
            @Nullable UUID after) {}

    /** Entries that were looked for, those that end first first; and entries of a listed register, by their keys. */
    record Found(List<Open> entries, List<Open> listed) {}

    /**
     * What one page shows, in one statement.
     *
     * @param listed register of which all entries are shown that hold now
     * @param beyond the key of the last one on the page before
     */
    Found look(
            Register register,
            @Nullable Search search,
            @Nullable Register listed,
            String beyond,
            Instant now,
            int most) {
        var found = new Found(new ArrayList<>(), new ArrayList<>());
        Set<String> fields = search == null
                ? Set.of()
                : register.lookUpBy(search.field())
                        .filter(_ -> register.publicSearch().contains(search.field()))
                        .orElse(Set.of());
        if (fields.isEmpty() && listed == null) {
            return found;
        }
        String[] values = search == null || fields.isEmpty()
                ? new String[0]
                : search.values().stream()
                        .flatMap(value -> register.combinations(fields, search.field(), value).stream())
                        .map(where -> Registers.value(register, where))
                        .toArray(String[]::new);
        transactions.read(
                ANYBODY,
                () -> jdbc.sql("""
                        select true as wanted, f.* from registers.open_find(:register, :lookUp, :values, :ends, :after, :most)
                          with ordinality f (entry, id, data, valid_from, valid_to, place)
                        union all
                        select false, l.* from registers.open_list(:listed, :beyond, :now, :listedMost)
                          with ordinality l (entry, id, data, valid_from, valid_to, place)
                        order by wanted, place
                        """)
                        .param("register", register.code())
                        .param("lookUp", register.lookUp(fields).orElse(0))
                        .param("values", values)
                        .param("ends", endsAfter(search, now))
                        .param("after", search == null || search.after() == null ? new UUID(0, 0) : search.after())
                        .param("listed", listed == null ? "" : listed.code())
                        .param("beyond", beyond)
                        .param("now", Registers.time(now))
                        .param("most", most)
                        .param("listedMost", register.equals(listed) ? most : MOST_CHOICES)
                        .query((row, _) -> (row.getBoolean("wanted") || listed == null)
                                ? found.entries().add(open(register, row))
                                : found.listed().add(open(listed, row)))
                        .list());
        return found;
    }

    private static OffsetDateTime endsAfter(@Nullable Search search, Instant now) {
        Instant ends = search == null ? now : search.endsAfter();
        return ends == null ? OffsetDateTime.MAX : Registers.time(ends);
    }

    /** How the open fields of an entry stood over time; times in which they stood alike are one. */
    List<Open> history(Register register, UUID entry) {
        List<Open> versions = transactions.read(
                ANYBODY,
                () -> jdbc.sql("""
                        select :entry::uuid as entry, :entry::uuid as id, data, valid_from, valid_to
                        from registers.open_history(:register, :entry)
                        """)
                        .param("register", register.code())
                        .param("entry", entry)
                        .query((row, _) -> open(register, row))
                        .list());
        var merged = new ArrayList<Open>();
        for (Open version : versions) {
            Open last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.data().equals(version.data()) && Objects.equals(last.to(), version.from())) {
                merged.set(
                        merged.size() - 1,
                        new Open(last.entry(), last.version(), last.data(), last.from(), version.to()));
            } else {
                merged.add(version);
            }
        }
        return merged;
    }

    private Open open(Register register, ResultSet row) throws SQLException {
        Map<String, @Nullable Object> data = registers.seen(register, row.getString("data"));
        data.keySet().retainAll(register.publicFields());
        return new Open(
                row.getObject("entry", UUID.class),
                row.getObject("id", UUID.class),
                data,
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                Registers.end(row.getObject("valid_to", OffsetDateTime.class)));
    }
}
