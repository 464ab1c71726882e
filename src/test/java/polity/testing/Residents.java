// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import polity.kernel.accounts.Accounts;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.registers.Registers;

/** People, zones and vehicles of a test's own in the registers, so that tests don't meet each other there. */
public final class Residents {

    private static final Instant ALWAYS = Instant.parse("2000-01-01T00:00:00Z");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Residents() {}

    /** A resident with a vehicle. */
    public record Resident(UUID person, String registration, String email, String zone) {}

    /** A parking zone that can bear so many permits. */
    public static String zone(int capacity) {
        String code = "T" + Integer.toString(NUMBER.incrementAndGet() + 100, 36).toUpperCase(Locale.ROOT);
        insert("parking-zones", Map.of("code", code, "streets", "Test Street", "capacity", capacity));
        return code;
    }

    /** Somebody without an account who keeps an electric vehicle, for which a permit is free. */
    public static Resident in(String zone) {
        return in(zone, UUID.randomUUID(), "", Map.of("fuel", "electric", "co2", 0));
    }

    /** Somebody without an account whose petrol car is in band 2. */
    public static Resident withCarIn(String zone) {
        return in(zone, UUID.randomUUID(), "", Map.of("fuel", "petrol", "co2", 120, "euro", 6));
    }

    /** Somebody with an account, whose petrol car is in band 2. */
    public static Resident withAccountIn(String zone) {
        String email = "resident-" + UUID.randomUUID() + "@test.example";
        PersonId person = Zone.JOBS.call(() -> RunningPolity.part(Accounts.class)
                .vouch("Test Resident", email, "en", Browsing.PASSWORD, "a test")
                .orElseThrow());
        return in(zone, person.value(), email, Map.of("fuel", "petrol", "co2", 120, "euro", 6));
    }

    /** Somebody with an account, whose car is electric, so that a permit is free. */
    public static Resident withElectricAccountIn(String zone) {
        Resident resident = withAccountIn(zone);
        String car = vehicle(resident.person(), Map.of("fuel", "electric", "co2", 0));
        return new Resident(resident.person(), car, resident.email(), zone);
    }

    private static Resident in(String zone, UUID person, String email, Map<String, ?> engine) {
        insert(
                "addresses",
                Map.of(
                        "person",
                        person,
                        "household",
                        "T-" + NUMBER.incrementAndGet(),
                        "line",
                        "1 Test Street",
                        "postcode",
                        "NB1 1AA",
                        "zone",
                        zone));
        return new Resident(person, vehicle(person, engine), email, zone);
    }

    /** A further vehicle of somebody. */
    public static String vehicle(UUID keeper, Map<String, ?> engine) {
        String registration =
                "TE" + Integer.toString(NUMBER.incrementAndGet() + 50_000, 36).toUpperCase(Locale.ROOT);
        var vehicle = new HashMap<String, Object>(engine);
        vehicle.putAll(Map.of("registration", registration, "keeper_kind", "person", "keeper", keeper, "mass", 1500));
        insert("vehicles", vehicle);
        return registration;
    }

    /** A car of a company that has recorded nobody as its user. */
    public static String companyCar() {
        String registration =
                "TC" + Integer.toString(NUMBER.incrementAndGet() + 50_000, 36).toUpperCase(Locale.ROOT);
        insert(
                "vehicles",
                Map.of(
                        "registration",
                        registration,
                        "keeper_kind",
                        "company",
                        "mass",
                        1500,
                        "fuel",
                        "petrol",
                        "co2",
                        120,
                        "euro",
                        6));
        return registration;
    }

    /** Ends an entry of the register of permits, as time would. */
    public static void end(UUID permit, Instant at) {
        work(() -> {
            RunningPolity.part(Registers.class).end("permits", permit, at, "ended");
            return true;
        });
    }

    /** Runs a job of the running node, beside its own runs. */
    public static void run(String job) {
        RunningPolity.parts(Job.class).stream()
                .filter(each -> each.name().equals(job))
                .forEach(each -> Zone.JOBS.run(each::run));
    }

    private static void insert(String register, Map<String, ?> data) {
        work(() -> RunningPolity.part(Registers.class).insert(register, data, ALWAYS, null));
    }

    private static <T> T work(java.util.function.Supplier<T> work) {
        return Zone.JOBS.call(() -> RunningPolity.part(Transactions.class).write(Context.visitor("test"), work));
    }
}
