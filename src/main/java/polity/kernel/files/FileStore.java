// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;

/**
 * Keeps bytes in the data folder under the hash of their content. A file is whole on disk before its row is committed, so
 * that a row never points at nothing; bytes without a row are harmless.
 */
public final class FileStore {

    private final Path folder;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final List<FileScan> scans;

    FileStore(Path folder, JdbcClient jdbc, Transactions transactions, List<FileScan> scans) {
        this.folder = folder;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.scans = scans;
    }

    /** Receives a file from outside: sized, typed by content, scanned. Reads at most one byte more than the limit. */
    public Reception receive(InputStream bytes, long mostBytes) {
        try {
            Path incoming = Files.createDirectories(folder.resolve("incoming"));
            Path aside = Files.createTempFile(incoming, "file", "");
            try {
                return receive(bytes, mostBytes, aside);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new FileNotKept(e);
        }
    }

    private Reception receive(InputStream bytes, long mostBytes, Path aside) throws IOException {
        MessageDigest digest = sha256();
        byte[] first = new byte[16];
        int firstLength = 0;
        long size = 0;
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            byte[] part = new byte[64 * 1024];
            for (int read = bytes.read(part); read >= 0; read = bytes.read(part)) {
                for (int i = 0; i < read && firstLength < first.length; i++) {
                    first[firstLength++] = part[i];
                }
                size += read;
                if (size > mostBytes) {
                    return new Reception.Refused(Reception.Reason.TOO_LARGE);
                }
                digest.update(part, 0, read);
                out.write(part, 0, read);
            }
            channel.force(true);
        }
        if (size == 0) {
            return new Reception.Refused(Reception.Reason.EMPTY);
        }
        Optional<FileKind> kind = FileKind.of(first, firstLength);
        if (kind.isEmpty()) {
            return new Reception.Refused(Reception.Reason.NOT_A_KNOWN_KIND);
        }
        if (scans.stream().anyMatch(scan -> scan.findingIn(aside).isPresent())) {
            return new Reception.Refused(Reception.Reason.DANGEROUS);
        }
        FileId id = FileId.of(digest.digest());
        long bytesKept = size;
        transactions.write(Context.visitor("files"), () -> keep(aside, id, kind.get(), bytesKept));
        return new Reception.Kept(id, kind.get(), size);
    }

    /** Keeps bytes that this program has made itself, in the transaction that comes to refer to them. */
    public FileId keep(byte[] bytes, FileKind kind) {
        Transactions.required();
        try {
            Path aside = Files.createTempFile(Files.createDirectories(folder.resolve("incoming")), "file", "");
            try {
                Files.write(aside, bytes, StandardOpenOption.SYNC);
                FileId id = FileId.of(sha256().digest(bytes));
                keep(aside, id, kind, bytes.length);
                return id;
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new FileNotKept(e);
        }
    }

    /** The row comes first: whoever removes these bytes at the same moment holds it until they are gone. */
    private boolean keep(Path aside, FileId id, FileKind kind, long size) {
        jdbc.sql("""
                insert into files.file (hash, bytes, kind) values (?, ?, ?)
                on conflict (hash) do update set due = excluded.due
                """).params(id.bytes(), size, kind.word()).update();
        try {
            Path place = place(id);
            Files.createDirectories(place.getParent());
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new FileNotKept(e);
        }
        return true;
    }

    /**
     * Says, in the caller's transaction, that something no longer refers to these files. What somebody has just kept again
     * has its day all the same.
     */
    public void release(Collection<FileId> files) {
        Transactions.required();
        if (!files.isEmpty()) {
            // Of each row, so that it waits for whoever looks at this moment what refers to them.
            jdbc.sql("update files.file set due = coalesce(due, now()) where hash = any (?::bytea[])")
                    .param(FileId.array(files))
                    .update();
        }
    }

    /**
     * Removes some of the files to which nothing refers, in the caller's transaction. What is kept again at the same
     * moment is either passed over or kept anew.
     *
     * @return how many were looked at
     */
    int clean(List<FileUse> uses, Instant now, int most) {
        List<FileId> due = jdbc.sql("""
                select encode(hash, 'hex') from files.file where due <= ? order by due limit ? for update skip locked
                """)
                .params(now.atOffset(ZoneOffset.UTC), most)
                .query((row, _) -> new FileId(row.getString(1)))
                .list();
        if (due.isEmpty()) {
            return 0;
        }
        var used = new HashSet<FileId>();
        uses.forEach(use -> used.addAll(use.among(due)));
        List<FileId> unused = due.stream().filter(file -> !used.contains(file)).toList();
        jdbc.sql("update files.file set due = null where hash = any (?::bytea[])")
                .param(FileId.array(used))
                .update();
        jdbc.sql("delete from files.file where hash = any (?::bytea[])")
                .param(FileId.array(unused))
                .update();
        // Before the commit: the locks on the rows keep away whoever would put the same bytes there.
        for (FileId file : unused) {
            try {
                Files.deleteIfExists(place(file));
            } catch (IOException e) {
                throw new FileNotKept(e);
            }
        }
        return due.size();
    }

    /** The bytes of a file; absent when there is none of this id. Who may read them is decided by who holds the id. */
    public Optional<byte[]> read(FileId id) {
        Path place = place(id);
        try {
            return Files.exists(place) ? Optional.of(Files.readAllBytes(place)) : Optional.empty();
        } catch (IOException e) {
            throw new FileNotKept(e);
        }
    }

    private Path place(FileId id) {
        return folder.resolve(id.hex().substring(0, 2)).resolve(id.hex());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it (java.security.MessageDigest).
            throw new AssertionError(e);
        }
    }

    /** The data folder can't be read or written. */
    static final class FileNotKept extends RuntimeException {
        private static final long serialVersionUID = 1;

        FileNotKept(IOException cause) {
            super("The file store can't be read or written: " + cause.getMessage(), cause);
        }
    }
}
