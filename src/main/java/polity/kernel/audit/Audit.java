// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Transactions;

/** What happened, provably: acts are recorded with what they did, and proved to whoever holds the record. */
public final class Audit {
    private static final int LONGEST_PAGE = 1000;

    private final JdbcClient jdbc;
    private final LogReader log;
    private final SecureRandom random;

    Audit(JdbcClient jdbc, LogReader log, SecureRandom random) {
        this.jdbc = jdbc;
        this.log = log;
        this.random = random;
    }

    /** Records the act in the caller's transaction, so that it stands if and only if what it did stands. */
    public EntryId record(Act act) {
        return record(List.of(act)).getFirst();
    }

    /** Records the acts in the caller's transaction, in one statement however many there are. */
    public List<EntryId> record(List<Act> acts) {
        Transactions.required();
        if (acts.isEmpty()) {
            return List.of();
        }
        var ids = acts.stream().map(act -> EntryId.next(act.at(), random)).toList();
        jdbc.sql("""
                insert into audit.pending (id, at, act, actor, subject_kind, subject, nonce, content)
                select * from unnest(?::text[]::uuid[], ?::text[]::timestamptz[], ?::text[], ?::text[]::uuid[],
                                     ?::text[], ?::text[], ?::bytea[], ?::bytea[])
                """)
                .params(
                        ids.stream().map(EntryId::toString).toArray(String[]::new),
                        column(acts, act -> act.at().toString()),
                        column(acts, Act::name),
                        column(acts, act -> text(act.actor())),
                        column(acts, Act::subjectKind),
                        column(acts, Act::subject),
                        nonces(acts.size()),
                        acts.stream()
                                .map(act -> act.content().getBytes(StandardCharsets.UTF_8))
                                .toArray(byte[][]::new))
                .update();
        return ids;
    }

    /** That the entry stands in the log; absent until it has been sequenced, which takes about a second. */
    public Optional<InclusionProof> proof(EntryId entry) {
        return log.place(entry).flatMap(log::inclusion);
    }

    /**
     * The record with all that proves it, for the person whom it is about; absent until it has been sequenced. Needs
     * the role of jobs or auditors, in a transaction with a context.
     */
    public Optional<Disclosure> disclosure(EntryId entry) {
        Transactions.required();
        return log.place(entry)
                .flatMap(place -> log.inclusion(place)
                        .flatMap(proof -> jdbc.sql("select content, nonce from audit.entry where log_index = ?")
                                .param(place.index())
                                .query((row, _) -> new Disclosure(
                                        entry, text(row.getBytes("content")), Hash.of(row.getBytes("nonce")), proof))
                                .optional()));
    }

    /**
     * The entries about a subject, newest first. Needs the role of jobs or auditors, in a transaction with a context.
     *
     * @param before only entries at lower indexes: the last index of the page before, or {@link Long#MAX_VALUE}
     */
    public List<Recorded> about(String subjectKind, String subject, long before, int limit) {
        Transactions.required();
        return jdbc.sql("""
                select id, log_index, at, act, content, recorder from audit.entry
                where subject_kind = ? and subject = ? and log_index < ?
                order by log_index desc limit ?
                """)
                .params(subjectKind, subject, before, Math.min(limit, LONGEST_PAGE))
                .query((row, _) -> new Recorded(
                        new EntryId(row.getObject("id", UUID.class)),
                        row.getLong("log_index"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("act"),
                        text(row.getBytes("content")),
                        row.getString("recorder")))
                .list();
    }

    /**
     * A record as it is kept, whether or not it has its place in the log yet.
     *
     * @param content canonical JSON (RFC 8785)
     * @param proven whether it is what was committed to, and the log holds that commitment
     */
    public record Kept(String subject, String content, boolean proven) {}

    /**
     * The records of an act on any number of subjects, in no order; those of the last second stand in the queue still. Needs
     * the role of jobs or auditors, and a context.
     */
    public static List<Kept> kept(JdbcClient jdbc, String act, String subjectKind, Collection<String> subjects) {
        // RFC 6962 section 2.1: the hash of a leaf is that of a zero byte and the leaf.
        return jdbc.sql("""
                select e.subject, e.content,
                       coalesce(l.commitment = sha256('polity-audit-entry-v1:'::bytea || e.nonce || e.content)
                                and substring(t.hashes from 32 * (e.log_index & 255)::int + 1 for 32)
                                    = sha256('\\x00'::bytea || l.commitment), false) as proven
                from audit.entry e left join audit.leaf l on l.log_index = e.log_index
                  left join audit.tile t on t.level = 0 and t.n = e.log_index >> 8
                where e.subject_kind = :kind and e.subject = any (:subjects) and e.act = :act
                union all
                select p.subject, p.content, true from audit.pending p
                where p.subject_kind = :kind and p.subject = any (:subjects) and p.act = :act
                """)
                .param("kind", subjectKind)
                .param("subjects", subjects.toArray(String[]::new))
                .param("act", act)
                .query((row, _) -> new Kept(row.getString(1), text(row.getBytes(2)), row.getBoolean(3)))
                .list();
    }

    /** The latest checkpoint as it was signed; absent before the first run of the job. */
    public Optional<String> checkpoint() {
        return log.latest().map(LogReader.Signed::note);
    }

    /** That the log of the first size is the beginning of that of the second; absent if it isn't that long yet. */
    public Optional<ConsistencyProof> consistency(long first, long second) {
        return log.consistency(first, second);
    }

    private byte[][] nonces(int count) {
        var nonces = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            var nonce = new byte[Hash.LENGTH];
            random.nextBytes(nonce);
            nonces.add(nonce);
        }
        return nonces.toArray(byte[][]::new);
    }

    private static @Nullable String[] column(List<Act> acts, Function<Act, @Nullable String> value) {
        var column = new @Nullable String[acts.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(acts.get(i));
        }
        return column;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
