// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.files.FileId;
import polity.kernel.files.FileKind;
import polity.kernel.files.FileStore;
import polity.kernel.files.FileUse;
import polity.kernel.files.Reception;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/**
 * Files that wait to be answers: only who uploaded a file can answer with it, so that knowing a hash opens nothing. The
 * record is removed after 30 days, that of a visitor when his session must have ended; a case that was begun with the file
 * has its own.
 */
public final class Uploads implements Job, FileUse {

    /** Most bytes of a file that a field says nothing about. */
    public static final long LARGEST = FormFile.LARGEST_FILE;

    private static final int LONGEST_NAME = 120;

    private final FileStore files;
    private final JdbcClient jdbc;
    private final Transactions transactions;

    Uploads(FileStore files, JdbcClient jdbc, Transactions transactions) {
        this.files = files;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Receives a file for a field of a page. */
    public Upload.Result receive(Context owner, FormPage page, String field, @Nullable String name, InputStream bytes) {
        Optional<FormField> wanted = page.field(field);
        long most = wanted.map(FormField::most).orElse(LARGEST);
        return switch (receive(owner, field, name, bytes, most)) {
            case Upload.Kept kept ->
                wanted.flatMap(found -> found.misfit(kept.upload()))
                        .<Upload.Result>map(Upload.Refused::new)
                        .orElse(kept);
            case Upload.Refused refused -> refused;
        };
    }

    /** A file that its owner has sent before, where it fits the field of the page. */
    public Optional<Upload> kept(Context owner, FormPage page, String field, @Nullable String hex) {
        return Optional.ofNullable(hex)
                .flatMap(FileId::parse)
                .flatMap(file -> Optional.ofNullable(of(owner, List.of(file)).get(file)))
                .filter(upload -> page.field(field)
                        .filter(wanted -> wanted.misfit(upload).isEmpty())
                        .isPresent());
    }

    /** Receives a file before it is known what it will answer. */
    public Upload.Result receive(
            Context owner, String field, @Nullable String name, InputStream bytes, long mostBytes) {
        // Before anything is kept, and again when it is known what it is.
        Optional<FieldError> full = transactions.read(owner, () -> Quota.exceeded(used(null), field, 1));
        if (full.isPresent()) {
            return new Upload.Refused(full.get());
        }
        return switch (files.receive(bytes, mostBytes)) {
            case Reception.Kept(FileId file, FileKind kind, long size) -> {
                var upload = new Upload(file, harmless(name, kind), kind, size);
                yield transactions.write(owner, () -> keep(upload, field));
            }
            case Reception.Refused(var reason) ->
                new Upload.Refused(
                        switch (reason) {
                            case EMPTY -> FieldError.of(field, "empty");
                            case TOO_LARGE -> new FieldError(field, "size", Map.of("max", mostBytes / (1024 * 1024)));
                            case NOT_A_KNOWN_KIND -> FieldError.of(field, "kind");
                            case DANGEROUS -> FieldError.of(field, "dangerous");
                        });
        };
    }

    /** Those of these files that the actor of the running transaction has uploaded. */
    public Map<FileId, Upload> find(Collection<FileId> wanted) {
        var found = new LinkedHashMap<FileId, Upload>();
        if (!wanted.isEmpty()) {
            jdbc.sql("""
                    select file, name, kind, bytes from forms.upload
                    where owner = (select node.actor()) and file = any(?::bytea[])
                    """)
                    .param(FileId.array(wanted))
                    .query(Uploads::upload)
                    .list()
                    .forEach(upload -> found.put(upload.file(), upload));
        }
        return found;
    }

    /** As {@link #find}, in a transaction of its own. */
    public Map<FileId, Upload> of(Context owner, Collection<FileId> wanted) {
        return wanted.isEmpty() ? Map.of() : transactions.read(owner, () -> find(wanted));
    }

    private Upload.Result keep(Upload upload, String field) {
        Quota.Used used = used(upload.file());
        Optional<FieldError> exceeded = Quota.exceeded(used, field, upload.bytes());
        if (exceeded.isPresent()) {
            return new Upload.Refused(exceeded.get());
        }
        jdbc.sql("""
                insert into forms.upload (owner, file, name, kind, bytes, visitor)
                values (node.actor(), decode(?, 'hex'), ?, ?, ?, ?)
                on conflict (owner, file) do update set name = excluded.name, at = excluded.at
                """)
                .params(upload.file().hex(), upload.name(), upload.kind().word(), upload.bytes(), used.visitor())
                .update();
        return new Upload.Kept(upload);
    }

    private Quota.Used used(@Nullable FileId beside) {
        return jdbc.sql("""
                select visitor, files, bytes, visitors_files, visitors_bytes
                from forms.uploaded_beside(decode(?::text, 'hex'))
                """)
                .param(beside == null ? null : beside.hex())
                .query((row, _) -> new Quota.Used(
                        row.getBoolean("visitor"),
                        row.getLong("files"),
                        row.getLong("bytes"),
                        row.getLong("visitors_files"),
                        row.getLong("visitors_bytes")))
                .single();
    }

    @Override
    public List<FileId> among(Collection<FileId> wanted) {
        return jdbc.sql("select distinct encode(file, 'hex') from forms.upload where file = any (?::bytea[])")
                .param(FileId.array(wanted))
                .query((row, _) -> new FileId(row.getString(1)))
                .list();
    }

    /** The last part of the name, without what would mislead or break a header. */
    static String harmless(@Nullable String name, FileKind kind) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.codePoints()
                .filter(point -> Character.isLetterOrDigit(point) || " .,_-()+".indexOf(point) >= 0)
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return plain.isEmpty() ? "file." + kind.word().toLowerCase(Locale.ROOT) : plain;
    }

    @Override
    public String name() {
        return "upload-cleaning";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public long run() {
        return transactions.write(Context.visitor("upload-cleaning"), () -> {
            List<FileId> ended = jdbc.sql("""
                    delete from forms.upload
                    where at < now() - interval '30 days' or (visitor and at < now() - interval '13 hours')
                    returning encode(file, 'hex')
                    """)
                    .query((row, _) -> new FileId(row.getString(1)))
                    .list();
            files.release(ended);
            return (long) ended.size();
        });
    }

    private static Upload upload(ResultSet row, int number) throws SQLException {
        FileId file =
                FileId.parse(HexFormat.of().formatHex(row.getBytes("file"))).orElseThrow();
        FileKind kind = FileKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
        return new Upload(file, row.getString("name"), kind, row.getLong("bytes"));
    }
}
