// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.Handlers;
import polity.testing.RunningPolity;
import polity.testing.StatementCounter;
import polity.testing.StatementCounter.Counted;

import static org.assertj.core.api.Assertions.assertThat;

/** The SQL statements of a request are counted: its cost must not grow unseen. */
class StatementBudgetTest {

    /** What a page may take that its reader opens without having signed in, unless it is listed below. */
    private static final int SIGNED_OUT = 1;

    /** Pages with an address of their own and what they may take, with the reason if it is more than one statement. */
    private static final Map<String, Integer> BUDGETS = Map.of(
            "MANAGEMENT /actuator/health/readiness",
            0,
            // In a demonstration only: the context of another role's transaction, and the list.
            "PUBLIC /demonstration/mailbox",
            2);

    @Test
    void every_signed_out_page_keeps_to_its_budget() {
        var violations = new ArrayList<String>();
        for (Handlers.Handler handler : RunningPolity.part(Handlers.class).all()) {
            if (!handler.methods().contains(RequestMethod.GET)) {
                continue;
            }
            for (Zone zone : List.of(Zone.PUBLIC, Zone.DESK)) {
                if (handler.zones().contains(zone)) {
                    handler.addresses().stream()
                            .filter(address -> !address.contains("{") && !address.contains("*"))
                            .filter(address -> !BUDGETS.containsKey(zone + " " + address))
                            .forEach(address -> violations.addAll(overspent(zone, address, SIGNED_OUT)));
                }
            }
        }
        House.require(
                "These pages send more statements than their budget or fail. Read what they show in one statement, or"
                        + " list the page in StatementBudgetTest.BUDGETS with the reason:",
                violations);
    }

    @Test
    void every_listed_page_keeps_to_its_budget() {
        var violations = new ArrayList<String>();
        BUDGETS.forEach((page, budget) -> {
            String[] parts = page.split(" ", 2);
            violations.addAll(overspent(Zone.valueOf(parts[0]), parts[1], budget));
        });
        House.require("These pages send more statements than StatementBudgetTest.BUDGETS allows, or fail:", violations);
    }

    private static List<String> overspent(Zone zone, String address, int budget) {
        Counted counted = StatementCounter.send(HttpRequest.newBuilder(RunningPolity.address(zone, address))
                .GET()
                .build());
        if (counted.response().statusCode() >= 500 || counted.response().statusCode() == 404) {
            return List.of(
                    zone + " " + address + " answers " + counted.response().statusCode());
        }
        if (counted.statements().size() <= budget) {
            return List.of();
        }
        return List.of("%s %s: %d statements, budget %d:\n    %s"
                .formatted(
                        zone,
                        address,
                        counted.statements().size(),
                        budget,
                        String.join(
                                "\n    ",
                                counted.statements().stream().map(String::strip).toList())));
    }

    @Test
    void every_statement_counts() {
        JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
        Transactions transactions = RunningPolity.part(Transactions.class);
        assertThat(StatementCounter.during(() -> Zone.PUBLIC.run(() -> transactions.write(
                        Context.visitor("test"),
                        () -> jdbc.sql("select ?::int")
                                .param(7)
                                .query(Integer.class)
                                .single()))))
                .hasSize(2)
                .anyMatch(sql -> sql.contains("set_config"))
                .last()
                .isEqualTo("select ?::int");
        assertThat(overspent(Zone.MANAGEMENT, "/actuator/health/readiness", -1))
                .singleElement()
                .asString()
                .contains("0 statements, budget -1");
    }
}
