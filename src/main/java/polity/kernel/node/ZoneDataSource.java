// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connects as the database role of the zone whose work it is; a zone that this node doesn't serve has no connection. */
final class ZoneDataSource extends AbstractDataSource implements AutoCloseable {

    private final Map<Zone, HikariDataSource> pools = new EnumMap<>(Zone.class);

    ZoneDataSource(Set<Zone> zones, String url, Function<Zone, String> passwords) {
        for (Zone zone : zones) {
            pools.put(zone, pool(zone, url, passwords.apply(zone)));
        }
    }

    private static HikariDataSource pool(Zone zone, String url, String password) {
        var config = new HikariConfig();
        config.setPoolName(zone.role());
        config.setJdbcUrl(url);
        config.setUsername(zone.role());
        config.setPassword(password);
        config.setMaximumPoolSize(mostConnections(zone));
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        // A statement is prepared on the server from its second use on: our statements are few and constant.
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        // They find their rows by indexes whatever the values are: to plan again each time would cost more than to run.
        config.addDataSourceProperty("options", "-c plan_cache_mode=force_generic_plan");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", zone.role());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }

    private static int mostConnections(Zone zone) {
        return switch (zone) {
            case PUBLIC -> 20;
            case DESK -> 10;
            case EXCHANGE -> 8;
            case JOBS -> 6;
            case MANAGEMENT -> 2;
        };
    }

    @Override
    public Connection getConnection() throws SQLException {
        Zone zone = Zone.current();
        HikariDataSource pool = pools.get(zone);
        if (pool == null) {
            throw new SQLException("This node does not serve the zone " + zone);
        }
        return pool.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("A zone connects with its own role");
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
