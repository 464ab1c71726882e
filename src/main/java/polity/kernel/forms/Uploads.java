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
import polity.kernel.files.Reception;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/**
 * Files that wait to be answers: only who uploaded a file can answer with it, so that knowing a hash opens nothing. The
 * record is removed after 30 days; a case that was begun with the file has its own.
 */
public final class Uploads implements Job {

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
        return switch (files.receive(bytes, mostBytes)) {
            case Reception.Kept(FileId file, FileKind kind, long size) ->
                new Upload.Kept(keep(owner, new Upload(file, harmless(name, kind), kind, size)));
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
                    .param(wanted.stream().map(file -> "\\x" + file.hex()).toArray(String[]::new))
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

    private Upload keep(Context owner, Upload upload) {
        transactions.write(
                owner,
                () -> jdbc.sql("""
                insert into forms.upload (owner, file, name, kind, bytes)
                values (node.actor(), decode(?, 'hex'), ?, ?, ?)
                on conflict (owner, file) do update set name = excluded.name, at = excluded.at
                """)
                        .params(
                                upload.file().hex(),
                                upload.name(),
                                upload.kind().word(),
                                upload.bytes())
                        .update());
        return upload;
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
        return transactions.write(
                Context.visitor("upload-cleaning"),
                () -> jdbc.sql("delete from forms.upload where at < now() - interval '30 days'")
                        .update());
    }

    private static Upload upload(ResultSet row, int number) throws SQLException {
        FileId file =
                FileId.parse(HexFormat.of().formatHex(row.getBytes("file"))).orElseThrow();
        FileKind kind = FileKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
        return new Upload(file, row.getString("name"), kind, row.getLong("bytes"));
    }
}
