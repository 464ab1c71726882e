// SPDX-License-Identifier: Apache-2.0
package polity.kernel.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;

/** Keeps the packages that cases were begun under, so that each can be decided again as it was. */
public final class Packages implements Catalogue.Archive {

    private static final TypeReference<Map<String, String>> FILES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    Packages(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those that are kept, without the program: for commands that look into the data base. */
    public static Packages in(JdbcClient jdbc, JsonMapper json) {
        return new Packages(jdbc, json);
    }

    @Override
    public Optional<Map<String, String>> files(String digest) {
        return jdbc.sql("select files from packages.package where digest = ?")
                .param(digest)
                .query(String.class)
                .optional()
                .map(files -> json.readValue(files, FILES));
    }

    @Override
    public Optional<String> latest(String code) {
        return jdbc.sql(
                        "select digest from packages.package where code = ? order by version desc, first_used desc limit 1")
                .param(code)
                .query(String.class)
                .optional();
    }

    @Override
    public List<String> codes() {
        return jdbc.sql("select distinct code from packages.package")
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Keeps it, in the caller's transaction; nothing is sent once it is known to be there. */
    public void keep(ServicePackage service) {
        if (kept.contains(service.digest())) {
            return;
        }
        int added = jdbc.sql("""
                insert into packages.package (digest, code, version, files) values (?, ?, ?, ?::jsonb)
                on conflict do nothing
                """)
                .params(service.digest(), service.code(), service.version(), json.writeValueAsString(service.files()))
                .update();
        if (added == 0) {
            // Another transaction has committed it; ours might still be rolled back.
            kept.add(service.digest());
        }
    }
}
