// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.util.List;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.testing.StatementCounter;

import static org.assertj.core.api.Assertions.assertThat;

/** Round trips cost as much as rows: one statement of each is the context of the transaction. */
class StatementsTest {

    private final Till till = new Till();

    @Test
    void a_payment_is_created_by_one_statement() {
        till.create(); // The first use starts the program, which takes statements of its own.

        List<String> statements = StatementCounter.during(() -> Till.in(
                Zone.PUBLIC, Context.visitor("test"), () -> Till.payments().create(till.order())));

        assertThat(statements).hasSize(1 + 1);
    }

    @Test
    void a_webhook_is_received_by_two_statements_and_those_of_its_subject() {
        Payment payment = till.create();

        List<String> statements =
                StatementCounter.during(() -> Till.tell(Till.event(payment, ProviderEvent.Kind.SUCCEEDED)));

        assertThat(statements).hasSize(1 + 2);
    }

    @Test
    void a_refund_is_asked_for_by_two_statements() {
        Payment payment = till.paid();

        List<String> statements = StatementCounter.during(() -> till.refund(payment, 1, "one"));

        assertThat(statements).hasSize(1 + 2);
    }
}
