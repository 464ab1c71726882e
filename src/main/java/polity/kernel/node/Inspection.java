// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A look into the data base from outside of the program, for commands: beside a program that runs, or while none does, with
 * the embedded server started for the time. It connects as the zone JOBS does, says its purpose, and can't write.
 */
public final class Inspection implements AutoCloseable {

    private static final int LINE_OF_PORT = 4;

    private final @Nullable Database started;
    private final SingleConnectionDataSource source;

    private Inspection(@Nullable Database started, SingleConnectionDataSource source) {
        this.started = started;
        this.source = source;
    }

    /**
     * Opens it.
     *
     * @param purpose why somebody looks, as row-level security wants to know
     * @throws CannotStart with one line for the operator
     */
    public static Inspection open(NodeSettings settings, String purpose) {
        Path folder = settings.data();
        if (!Files.isDirectory(folder.resolve("secrets"))) {
            throw new CannotStart("There is no data in " + folder + "; set POLITY_DATA to the data folder.");
        }
        if (!Files.exists(folder.resolve("secrets").resolve(Zone.JOBS.role()))) {
            throw new CannotStart("This node does no background work and can't look into all of the data; type it where"
                    + " a node serves the zone jobs.");
        }
        if (settings.databaseUrl().isPresent()) {
            return new Inspection(null, connect(settings.databaseUrl().get(), folder, purpose));
        }
        if (DataFolder.isHeld(folder)) {
            return new Inspection(null, connect(running(folder), folder, purpose));
        }
        Database database = Database.open(settings);
        try {
            return new Inspection(database, connect(database.url(), folder, purpose));
        } catch (CannotStart e) {
            database.close();
            throw e;
        }
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    /** Where the server of the program that runs listens (PostgreSQL documentation, "postmaster.pid"). */
    private static String running(Path folder) {
        Path pidFile = folder.resolve("postgres").resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.size() >= LINE_OF_PORT
                    && lines.get(LINE_OF_PORT - 1).strip().matches("\\d{1,5}")) {
                return "jdbc:postgresql://127.0.0.1:"
                        + lines.get(LINE_OF_PORT - 1).strip() + "/postgres";
            }
            throw new CannotStart("The program is starting; try again in a moment.");
        } catch (IOException e) {
            throw new CannotStart("The program is starting or ending; try again in a moment.", e);
        }
    }

    private static SingleConnectionDataSource connect(String url, Path folder, String purpose) {
        try {
            String password = Files.readString(folder.resolve("secrets").resolve(Zone.JOBS.role()))
                    .strip();
            Connection connection = DriverManager.getConnection(url, Zone.JOBS.role(), password);
            try (Statement statement = connection.createStatement();
                    var purposeOfAll = connection.prepareStatement("select set_config('polity.purpose', ?, false)")) {
                statement.execute("set session characteristics as transaction read only");
                purposeOfAll.setString(1, purpose);
                purposeOfAll.execute();
            }
            return new SingleConnectionDataSource(connection, true);
        } catch (IOException e) {
            throw new CannotStart("The secrets in " + folder + " can't be read: " + e.getMessage() + ".", e);
        } catch (SQLException e) {
            throw new CannotStart("The data base can't be reached: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        source.destroy();
        if (started != null) {
            started.close();
        }
    }
}
