// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** People who may apply for a permit: each with a home in one of many zones, a vehicle and an access token. */
final class Applicants {

    static final int ZONES = 1_000;

    // Coprime to any number of people below: whoever applies next lives and is stored anywhere.
    private static final long STRIDE = 7_368_787;

    private final int count;
    private final AtomicInteger next = new AtomicInteger();

    private Applicants(int count) {
        this.count = count;
    }

    /** Registers them in sets; the same numbers make the same people. */
    static Applicants register(Connection connection, int count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into registers.version (register, entry, number, key, data, persons, look_1, valid_from)
                    select 'parking-zones', uuidv7(), 1, code,
                           jsonb_build_object('code', code, 'name_en', 'Zone ' || code, 'name_zh', code || '区',
                                              'streets', 'Sample Street', 'capacity', 100000),
                           '{}', code, now() - interval '5 years'
                    from generate_series(0, %d) z, lateral (select 'Z' || upper(lpad(to_hex(z), 3, '0')) as code) c
                    """.formatted(ZONES - 1));
            people(statement, 0, count);
            statement.execute("""
                    insert into identity.access_token (person, name, token, scopes, created, expires)
                    select bench.person(n), 'bench', sha256(sha256(convert_to('bench ' || n, 'UTF8'))),
                           '{cases:read,cases:write}', now(), now() + interval '100 days'
                    from generate_series(0, %d) n
                    """.formatted(count - 1));
        }
        return new Applicants(count);
    }

    /** A function that names a person by his number, for whatever else is made for them. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists bench");
            statement.execute("""
                    create or replace function bench.person(n bigint) returns uuid language sql immutable parallel safe
                    return encode(set_byte(set_byte(substr(sha256(int8send(n)), 1, 16), 6, 112), 8, 128), 'hex')::uuid
                    """);
        }
    }

    /** Persons with their homes and vehicles. */
    static void people(Statement statement, long from, long count) throws SQLException {
        String numbers = "generate_series(%d::bigint, %d) n".formatted(from, from + count - 1);
        statement.execute("""
                insert into identity.person (id, name, name_proved, language, created)
                select bench.person(n), 'Sample person ' || n, true, 'en', now() - interval '2 years' from %s
                """.formatted(numbers));
        statement.execute("""
                insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, valid_from)
                select 'addresses', uuidv7(), 1, p::text,
                       jsonb_build_object('person', p, 'household', 'B' || n, 'line', n || ' Sample Street',
                                          'postcode', 'NB1 1AA', 'zone', zone),
                       array[p], p::text, 'B' || n, now() - interval '2 years'
                from %s, lateral (select bench.person(n) as p,
                                         'Z' || upper(lpad(to_hex(n %% %d), 3, '0')) as zone) l
                """.formatted(numbers, ZONES));
        statement.execute("""
                insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, valid_from)
                select 'vehicles', uuidv7(), 1, plate,
                       jsonb_build_object('registration', plate, 'description', 'Alder blue', 'keeper_kind', 'person',
                                          'keeper', p, 'mass', 1600, 'fuel', 'petrol', 'co2', 128, 'euro', 6),
                       array[p], plate, p::text, now() - interval '2 years'
                from %s, lateral (select bench.person(n) as p, 'N' || lpad(n::text, 7, '0') as plate) l
                """.formatted(numbers));
    }

    /** Somebody who hasn't applied yet. */
    Applicant next() {
        int number = next.getAndIncrement();
        if (number >= count) {
            throw new BenchFailed("more applications than the " + count + " people who were prepared");
        }
        return new Applicant((int) (number * STRIDE % count));
    }

    /** One of them, by the number. */
    record Applicant(int number) {
        String registration() {
            return "N" + "%07d".formatted(number);
        }

        String token() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("bench " + number));
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
