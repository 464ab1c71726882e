// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.files.FileId;
import polity.kernel.files.FileKind;
import polity.kernel.files.FileStore;
import polity.kernel.files.FileUse;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.signing.Signing;

/** Makes the sealed file of each issued document, on bounded platform threads since it is work for the processor. */
final class Renditions implements Job, FileUse, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Renditions.class);
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final byte[] NOTHING = new byte[0];
    private static final int BATCH = THREADS * 4;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Documents documents;
    private final ObjectProvider<Rendering> rendering;
    private final Signing signing;
    private final FileStore files;
    private final Outbox outbox;
    private final ObjectProvider<DocumentSource> sources;
    private final ExecutorService pool = Executors.newFixedThreadPool(
            THREADS, StandingBack.of(Thread.ofPlatform().name("rendering-", 0).daemon()));

    Renditions(
            JdbcClient jdbc,
            Transactions transactions,
            Documents documents,
            ObjectProvider<Rendering> rendering,
            Signing signing,
            FileStore files,
            Outbox outbox,
            ObjectProvider<DocumentSource> sources) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.documents = documents;
        this.rendering = rendering;
        this.signing = signing;
        this.files = files;
        this.outbox = outbox;
        this.sources = sources;
    }

    @Override
    public String name() {
        return "renditions";
    }

    @Override
    public Duration every() {
        return Duration.ofMillis(250);
    }

    @Override
    public long run() {
        Map<String, DocumentSource> byKind =
                sources.stream().collect(Collectors.toMap(DocumentSource::kind, Function.identity()));
        long done = 0;
        int made;
        do {
            made = transactions.write(Context.visitor("rendition"), () -> batch(byKind));
            done += made;
        } while (made > 0);
        return done;
    }

    private int batch(Map<String, DocumentSource> byKind) {
        List<IssuedDocument> waiting =
                jdbc.sql("""
                with claimed as (
                  select document from documents.waiting where failures < 10 order by document limit ?
                  for update skip locked
                )
                select d.id, d.number, d.code, d.kind, d.subject, d.template, d.language, d.issued, d.valid_from,
                       d.valid_to, d.disclosed, null::bytea as file, null::timestamptz as revoked, null::text as reason
                from documents.document d join claimed c on c.document = d.id
                """).param(BATCH).query(documents::read).list();
        // The texts are read in this transaction; only what is work for the processor leaves its thread.
        List<Future<Made>> making = waiting.stream()
                .map(document -> {
                    Optional<DocumentSource.Text> text = text(document, byKind);
                    return pool.submit(() -> make(document, text));
                })
                .toList();
        int made = 0;
        for (Future<Made> each : making) {
            made += keep(each);
        }
        return made;
    }

    private static Optional<DocumentSource.Text> text(IssuedDocument document, Map<String, DocumentSource> byKind) {
        try {
            return Optional.ofNullable(byKind.get(document.kind())).map(source -> source.text(document));
        } catch (RuntimeException e) {
            LOG.error("The text of the document {} could not be written", document.number(), e);
            return Optional.empty();
        }
    }

    private Made make(IssuedDocument document, Optional<DocumentSource.Text> written) {
        if (written.isEmpty()) {
            return new Made(document, NOTHING, "its text could not be written");
        }
        try {
            DocumentSource.Text text = written.get();
            byte[] pdf = rendering.getObject().pdf(text.of(document));
            return new Made(document, signing.seal(pdf, text.title(), text.author()), null);
        } catch (RuntimeException e) {
            LOG.error("The document {} could not be rendered", document.number(), e);
            return new Made(document, NOTHING, String.valueOf(e.getMessage()));
        }
    }

    private int keep(Future<Made> making) {
        Made made;
        try {
            made = making.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException e) {
            throw new RenderingFailed("A rendition failed in a way that it should not", e);
        }
        if (made.error != null) {
            jdbc.sql("""
                    update documents.waiting set failures = failures + 1, error = left(?, 2000) where document = ?
                    """).params(made.error, made.document.id().id()).update();
            return 0;
        }
        FileId file = files.keep(made.pdf, FileKind.PDF);
        jdbc.sql("""
                with rendition as (
                  insert into documents.rendition (document, file) values (:document, decode(:file, 'hex'))
                )
                delete from documents.waiting where document = :document
                """)
                .param("document", made.document.id().id())
                .param("file", file.hex())
                .update();
        outbox.publish(new DocumentReady(made.document.id().id(), made.document.kind(), made.document.subject()));
        return 1;
    }

    @Override
    public List<FileId> among(Collection<FileId> wanted) {
        return jdbc.sql("select encode(file, 'hex') from documents.rendition where file = any (?::bytea[])")
                .param(FileId.array(wanted))
                .query((row, _) -> new FileId(row.getString(1)))
                .list();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** A sealed file, or why there is none. */
    private static final class Made {
        private final IssuedDocument document;
        private final byte[] pdf;
        private final @Nullable String error;

        Made(IssuedDocument document, byte[] pdf, @Nullable String error) {
            this.document = document;
            this.pdf = pdf;
            this.error = error;
        }
    }
}
