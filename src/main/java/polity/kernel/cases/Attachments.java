// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.files.FileId;
import polity.kernel.files.FileKind;
import polity.kernel.files.FileUse;
import polity.kernel.forms.Upload;

/** The files that came with cases, by the question that they answer: {@code plan}, {@code children[0].photo}. */
final class Attachments implements FileUse {

    private final JdbcClient jdbc;

    Attachments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the files of a case's answers, each of which has been uploaded. */
    void keep(UUID matter, Map<String, FileId> files, Map<FileId, Upload> uploaded) {
        if (files.isEmpty()) {
            return;
        }
        List<Upload> uploads = files.values().stream()
                .map(file -> Objects.requireNonNull(uploaded.get(file)))
                .toList();
        jdbc.sql("""
                insert into cases.attachment (matter, field, file, name, kind, bytes)
                select :matter, f, decode(h, 'hex'), n, k, b
                from unnest(:fields::text[], :files::text[], :names::text[], :kinds::text[], :bytes::bigint[])
                  as t (f, h, n, k, b)
                """)
                .param("matter", matter)
                .param("fields", files.keySet().toArray(String[]::new))
                .param("files", uploads.stream().map(each -> each.file().hex()).toArray(String[]::new))
                .param("names", uploads.stream().map(Upload::name).toArray(String[]::new))
                .param("kinds", uploads.stream().map(each -> each.kind().word()).toArray(String[]::new))
                .param("bytes", uploads.stream().map(Upload::bytes).toArray(Long[]::new))
                .update();
    }

    @Override
    public List<FileId> among(Collection<FileId> files) {
        return jdbc.sql("""
                select distinct encode(file, 'hex') from cases.attachment where file = any (?::bytea[])
                """)
                .param(FileId.array(files))
                .query((row, _) -> new FileId(row.getString(1)))
                .list();
    }

    Map<String, Upload> of(UUID matter) {
        var files = new LinkedHashMap<String, Upload>();
        jdbc.sql("""
                select field, encode(file, 'hex') as file, name, kind, bytes from cases.attachment
                where matter = ? order by field
                """)
                .param(matter)
                .query((row, _) -> files.put(
                        row.getString("field"),
                        new Upload(
                                FileId.parse(row.getString("file")).orElseThrow(),
                                row.getString("name"),
                                FileKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                                row.getLong("bytes"))))
                .list();
        return files;
    }
}
