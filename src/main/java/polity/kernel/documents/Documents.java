// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.files.FileId;
import polity.kernel.files.FileStore;
import polity.kernel.node.Reference;
import polity.kernel.node.Transactions;
import polity.kernel.signing.Signing;
import polity.kernel.signing.Verdict;

/** Issued documents: their renditions, revocation, and what anyone may verify about them. */
public final class Documents {

    private static final int CODE_CHARACTERS = 15;
    private static final String COLUMNS = """
            id, number, code, kind, subject, template, language, issued, valid_from, valid_to, disclosed, file, revoked, reason
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final FileStore files;
    private final Signing signing;
    private final ZoneId place;

    Documents(JdbcClient jdbc, JsonMapper json, FileStore files, Signing signing, ZoneId place) {
        this.jdbc = jdbc;
        this.json = json;
        this.files = files;
        this.signing = signing;
        this.place = place;
    }

    /** Issues a document in the caller's transaction; its rendition follows the commit. */
    public IssuedDocument issue(Issue issue) {
        Transactions.required();
        String code = Reference.random(CODE_CHARACTERS).text();
        return jdbc.sql("""
                with made as materialized (
                  select uuidv7() as id
                ), issued as (
                  insert into documents.document
                    (id, code, number, kind, subject, template, language, holder, issued, valid_from, valid_to,
                     disclosed)
                  select id, :code, :number, :kind, :subject, :template, :language, :holder, :at, :from, :to,
                         :disclosed::jsonb
                  from made
                ), waiting as (
                  insert into documents.waiting (document) select id from made
                )
                select id from made
                """)
                .param("code", code)
                .param("number", issue.number())
                .param("at", issue.at().atOffset(ZoneOffset.UTC))
                .param("kind", issue.kind())
                .param("subject", issue.subject())
                .param("template", issue.template())
                .param("language", issue.language())
                .param("holder", issue.holder())
                .param("from", issue.validFrom())
                .param("to", issue.validTo())
                .param("disclosed", json.writeValueAsString(issue.disclosed()))
                .query((row, _) -> new IssuedDocument(
                        new DocumentId(row.getObject("id", UUID.class)),
                        issue.number(),
                        code,
                        issue.kind(),
                        issue.subject(),
                        issue.template(),
                        issue.language(),
                        issue.at(),
                        issue.validFrom(),
                        issue.validTo(),
                        issue.disclosed(),
                        null,
                        null,
                        null))
                .single();
    }

    /**
     * Issues a document in place of those of its subject that still stand, in the caller's transaction. If one of them was
     * to end some day, so is the new one.
     */
    public IssuedDocument replace(Issue issue) {
        revoke(issue.kind(), issue.subject(), issue.at(), "replaced");
        IssuedDocument issued = issue(issue);
        jdbc.sql("""
                insert into documents.revocation (document, revoked, reason)
                select :issued, r.revoked, r.reason
                from documents.document d join documents.revocation r on r.document = d.id
                where d.kind = :kind and d.subject = :subject and r.revoked > :at
                order by r.revoked limit 1
                """)
                .param("issued", issued.id().id())
                .param("kind", issue.kind())
                .param("subject", issue.subject())
                .param("at", issue.at().atOffset(ZoneOffset.UTC))
                .update();
        return issued;
    }

    /**
     * Revokes the documents of a subject that still stand, in the caller's transaction.
     *
     * @param reason {@code ended}, {@code replaced} or {@code revoked}: what anyone learns who verifies one
     */
    public int revoke(String kind, UUID subject, Instant at, String reason) {
        Transactions.required();
        return jdbc.sql("""
                insert into documents.revocation (document, revoked, reason)
                select d.id, :at, :reason from documents.document d where d.kind = :kind and d.subject = :subject
                  and not exists (select from documents.revocation r where r.document = d.id and r.revoked <= :at)
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("reason", reason)
                .param("kind", kind)
                .param("subject", subject)
                .update();
    }

    /** The documents of a subject, as far as the transaction's context may see them, newest first. */
    public List<IssuedDocument> of(String kind, UUID subject) {
        return jdbc.sql("select " + COLUMNS + " from documents.issued where kind = ? and subject = ? order by id desc")
                .params(kind, subject)
                .query(this::read)
                .list();
    }

    /** The sealed file of a document; absent until its rendition has been made. */
    public Optional<byte[]> content(IssuedDocument document) {
        return Optional.ofNullable(document.file()).flatMap(files::read);
    }

    /** What anyone may know who has the code. */
    public Verification verify(String code, Instant at) {
        return Reference.parse(code)
                .<Verification>map(reference -> state(find(reference.text()), at))
                .orElse(new Verification.Unreadable());
    }

    /** The document whose sealed file has this SHA-256, as anyone may know it. */
    Optional<IssuedDocument> ofFile(byte[] hash) {
        return jdbc.sql("select " + COLUMNS + " from documents.verify_file(?)")
                .param(hash)
                .query(this::read)
                .optional();
    }

    /**
     * What anyone may know who has the file. It is work for the processor and needs no transaction.
     *
     * @param known the document of which this is the file; absent for a stranger's file, which isn't parsed
     */
    Verification verify(byte[] file, Optional<IssuedDocument> known, Instant at) {
        return switch (known.isPresent() ? signing.validate(file) : signing.glance(file)) {
            case Verdict.Valid _, Verdict.Expired _ -> state(known, at);
            case Verdict.Altered _ -> new Verification.Altered();
            case Verdict.Revoked _, Verdict.NotOurs _, Verdict.Unproven _ -> new Verification.Unknown();
            case Verdict.Unjudged _ -> new Verification.NotYetVerifiable();
            case Verdict.Unreadable _ -> new Verification.Unreadable();
        };
    }

    private Verification state(Optional<IssuedDocument> found, Instant at) {
        if (found.isEmpty()) {
            return new Verification.Unknown();
        }
        IssuedDocument document = found.get();
        LocalDate today = LocalDate.ofInstant(at, place);
        if (document.revoked() != null && !document.revoked().isAfter(at)) {
            return new Verification.Revoked(document, document.revoked());
        }
        if (document.validTo() != null && document.validTo().isBefore(today)) {
            return new Verification.Expired(document);
        }
        return document.validFrom().isAfter(today)
                ? new Verification.NotYetValid(document)
                : new Verification.Valid(document);
    }

    private Optional<IssuedDocument> find(String code) {
        return jdbc.sql("select " + COLUMNS + " from documents.verify(?)")
                .param(code)
                .query(this::read)
                .optional();
    }

    IssuedDocument read(ResultSet row, int number) throws SQLException {
        byte[] file = row.getBytes("file");
        return new IssuedDocument(
                new DocumentId(row.getObject("id", UUID.class)),
                row.getString("number"),
                row.getString("code"),
                row.getString("kind"),
                row.getObject("subject", UUID.class),
                row.getString("template"),
                row.getString("language"),
                row.getObject("issued", OffsetDateTime.class).toInstant(),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                Arrays.asList(json.readValue(row.getString("disclosed"), Issue.Disclosed[].class)),
                file == null ? null : new FileId(HexFormat.of().formatHex(file)),
                instant(row.getObject("revoked", OffsetDateTime.class)),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
