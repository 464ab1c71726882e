// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/** The database of this node, brought to this version of the program: the embedded one, or one that was set. */
final class Database implements AutoCloseable {

    private final DataFolder data;
    private final String url;
    private final boolean migrates;
    private final @Nullable PostgresServer embedded;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Database(DataFolder data, String url, boolean migrates, @Nullable PostgresServer embedded) {
        this.data = data;
        this.url = url;
        this.migrates = migrates;
        this.embedded = embedded;
    }

    static Database open(NodeSettings settings) {
        DataFolder data = DataFolder.open(settings.data());
        PostgresServer embedded = null;
        try {
            String url;
            Optional<String> admin;
            if (settings.databaseUrl().isPresent()) {
                url = settings.databaseUrl().get();
                admin = settings.databaseAdminUrl();
            } else {
                embedded = PostgresServer.start(data);
                url = embedded.url();
                admin = Optional.of(embedded.adminUrl());
            }
            // Without an administrator's address another node migrates; this one needs the secrets of its zones only.
            admin.ifPresent(address -> new Migrations(address, data).run());
            return new Database(data, url, admin.isPresent(), embedded);
        } catch (RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            data.close();
            throw e;
        }
    }

    String url() {
        return url;
    }

    /** The password of a zone's role; only the node that migrates makes passwords. */
    String password(Zone zone) {
        return migrates ? data.secret(zone.role()) : data.givenSecret(zone.role());
    }

    /** A second time does nothing: a start that fails closes what its context has closed already. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (embedded != null) {
            embedded.close();
        }
        data.close();
    }
}
