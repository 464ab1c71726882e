// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Function;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;

/** Does to the data base what no part of the program may: lets time pass in rows, and looks behind policies. */
public final class DatabaseOwner {

    private DatabaseOwner() {}

    /** Changes rows and commits; returns how many. */
    public static int change(String sql, Object... parameters) {
        // sql: written by a test
        return ask(jdbc -> jdbc.sql(sql).params(parameters).update());
    }

    /** Asks, past all policies. */
    public static <T> T ask(Function<JdbcClient, T> question) {
        int port = Zone.PUBLIC.call(() -> RunningPolity.part(JdbcClient.class)
                .sql("select inet_server_port()")
                .query(Integer.class)
                .single());
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password())) {
            return question.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String password() {
        try {
            return Files.readString(RunningPolity.part(NodeSettings.class)
                            .data()
                            .resolve("secrets")
                            .resolve("database-admin"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
