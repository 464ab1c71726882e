// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.ledger.Money;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/**
 * Refunds: asked for in a transaction, sent to the provider by this job, confirmed by webhook. The provider is asked
 * outside of any transaction and as often as it takes; it knows a refund by its id.
 */
final class Refunds implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(Refunds.class);
    private static final int BATCH = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final PaymentRows rows;
    private final Transactions transactions;
    private final Providers providers;
    private final Outcomes outcomes;
    private final InstantSource clock;

    Refunds(
            JdbcClient jdbc,
            PaymentRows rows,
            Transactions transactions,
            Providers providers,
            Outcomes outcomes,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.transactions = transactions;
        this.providers = providers;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Asks some of the money back, in the caller's transaction. */
    Payments.RefundRequest request(PaymentId id, Money amount, String key, String reason, Instant now) {
        Optional<Payment> locked = rows.lock(id);
        if (locked.isEmpty()) {
            return Payments.RefundRequest.NO_SUCH_PAYMENT;
        }
        Payment payment = locked.get();
        if (!payment.state().isPaid()) {
            return Payments.RefundRequest.NOT_PAID;
        }
        if (!amount.isPositive() || !amount.currency().equals(payment.amount().currency())) {
            return Payments.RefundRequest.NOT_THAT_MUCH;
        }
        // The payment is locked, so that nobody else asks at the same time.
        return jdbc.sql("""
                with asked as (
                  insert into payment.refund (payment, key, amount, reason, state, requested, due)
                  select p.id, :key, :amount, :reason, 'requested', :now, :now from payment.payment p
                  where p.id = :payment and p.refunding + :amount <= p.amount
                    and not exists (select from payment.refund r where r.payment = p.id and r.key = :key)
                  returning payment, amount),
                moved as (
                  update payment.payment p
                  set state = 'refund_requested', refunding = p.refunding + asked.amount, changed = :now
                  from asked where p.id = asked.payment)
                select exists (select from asked),
                       exists (select from payment.refund r where r.payment = :payment and r.key = :key)
                """)
                .param("payment", id.value())
                .param("key", key)
                .param("amount", amount.minor())
                .param("reason", reason)
                .param("now", PaymentRows.at(now))
                .query((row, _) -> row.getBoolean(1)
                        ? Payments.RefundRequest.REQUESTED
                        : row.getBoolean(2)
                                ? Payments.RefundRequest.REQUESTED_BEFORE
                                : Payments.RefundRequest.NOT_THAT_MUCH)
                .single();
    }

    @Override
    public String name() {
        return "payment-refunds";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public long run() {
        List<PaymentProvider.RefundOrder> due = transactions.write(Context.visitor("job:payment-refunds"), this::claim);
        due.forEach(this::send);
        return due.size();
    }

    /** Takes what is due and puts it off at once: what comes to grief is due again later, on any node. */
    private List<PaymentProvider.RefundOrder> claim() {
        Instant now = clock.instant();
        return jdbc.sql("""
                update payment.refund r
                set attempts = r.attempts + 1,
                    due = :now::timestamptz + least(make_interval(secs => 15 * power(2, least(r.attempts, 10))),
                                       make_interval(secs => :longest))
                from payment.payment p
                where p.id = r.payment
                  and r.id in (select id from payment.refund where state = 'requested' and due <= :now
                               order by due limit :most for update skip locked)
                returning r.id as refund, r.amount as refund_amount, r.reason,
                """ + PaymentRows.COLUMNS)
                .param("now", PaymentRows.at(now))
                .param("longest", LONGEST_PAUSE.toSeconds())
                .param("most", BATCH)
                .query((row, _) -> {
                    Payment payment = PaymentRows.payment(row);
                    return new PaymentProvider.RefundOrder(
                            row.getObject("refund", UUID.class),
                            payment,
                            new Money(
                                    row.getLong("refund_amount"),
                                    payment.amount().currency()),
                            row.getString("reason"));
                })
                .list();
    }

    private void send(PaymentProvider.RefundOrder order) {
        try {
            switch (providers.get(order.payment().provider()).refund(order)) {
                case ACCEPTED -> transactions.write(Context.visitor("job:payment-refunds"), () -> accepted(order.id()));
                case REFUSED -> outcomes.apply(order.payment().provider(), refused(order), "{}", clock.instant());
            }
        } catch (RuntimeException e) {
            LOG.warn("The refund {} could not be sent and will be tried again", order.id(), e);
        }
    }

    private void accepted(UUID refund) {
        jdbc.sql("update payment.refund set state = 'sent' where id = ? and state = 'requested'")
                .param(refund)
                .update();
    }

    private ProviderEvent refused(PaymentProvider.RefundOrder order) {
        return new ProviderEvent(
                "refused:" + order.id(),
                ProviderEvent.Kind.REFUND_FAILED,
                order.payment().reference(),
                order.amount(),
                Optional.of(order.id()),
                "refused",
                clock.instant());
    }
}
