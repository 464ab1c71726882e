// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import polity.kernel.accounts.Accounts;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.registers.Registers;

/** Somebody with an account, an address in a parking zone and a vehicle, whom no other test knows. */
public record Resident(String email, String registration) {

    private static final AtomicInteger SETTLED = new AtomicInteger();
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    /** With a petrol car for which there is a fee. */
    public static Resident settle(String language) {
        return settle(language, 1500);
    }

    /**
     * With a vehicle of this mass.
     *
     * @param mass in kilograms; above 3,500 there is no permit
     */
    public static Resident settle(String language, int mass) {
        int number = SETTLED.incrementAndGet();
        var resident = new Resident("resident-%d@journeys.example".formatted(number), "ZZ%02dTST".formatted(number));
        Zone.JOBS.run(() -> {
            PersonId person = RunningPolity.part(Accounts.class)
                    .vouch("Resident " + number, resident.email, language, Browsing.PASSWORD, "test")
                    .orElseThrow();
            RunningPolity.part(Transactions.class)
                    .write(Context.visitor("test"), () -> resident.register(person, number, mass));
        });
        return resident;
    }

    private boolean register(PersonId person, int number, int mass) {
        var registers = RunningPolity.part(Registers.class);
        registers.insert(
                "addresses",
                List.of(new Registers.NewEntry(
                        Map.of(
                                "person",
                                person.value().toString(),
                                "household",
                                "S-" + number,
                                "line",
                                number + " Test Street, Northbridge",
                                "postcode",
                                "NB2 1AA",
                                "zone",
                                "D"),
                        LONG_AGO,
                        null)));
        registers.insert(
                "vehicles",
                List.of(new Registers.NewEntry(
                        Map.of(
                                "registration",
                                registration,
                                "description",
                                "Alder blue",
                                "keeper_kind",
                                "person",
                                "keeper",
                                person.value().toString(),
                                "mass",
                                mass,
                                "fuel",
                                "petrol",
                                "co2",
                                128,
                                "euro",
                                6),
                        LONG_AGO,
                        null)));
        return true;
    }
}
