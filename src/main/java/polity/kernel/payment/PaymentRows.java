// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.ledger.Money;

/** Reads and writes payments and what providers told about them. */
final class PaymentRows {

    static final String COLUMNS = """
            p.id, p.payer, p.subject_kind, p.subject, p.amount, p.currency, p.refunding, p.description, p.provider,
            p.provider_reference, p.state, p.return_path, p.created, p.expires
            """;

    private final JdbcClient jdbc;

    PaymentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void create(Payment payment) {
        jdbc.sql("""
                insert into payment.payment (id, payer, subject_kind, subject, amount, currency, description, provider,
                                             provider_reference, state, return_path, created, expires, remind,
                                             changed)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .param(payment.id().value())
                .param(payment.payer().orElse(null))
                .param(payment.kind())
                .param(payment.subject())
                .param(payment.amount().minor())
                .param(payment.amount().currency().getCurrencyCode())
                .param(payment.description())
                .param(payment.provider())
                .param(payment.reference())
                .param(payment.state().word())
                .param(payment.returnPath())
                .param(at(payment.created()))
                .param(at(payment.expires()))
                .param(at(payment.reminded()))
                .param(at(payment.created()))
                .update();
    }

    Optional<Payment> find(PaymentId id) {
        return jdbc.sql("select " + COLUMNS + " from payment.payment p where p.id = ?")
                .param(id.value())
                .query((row, _) -> payment(row))
                .optional();
    }

    List<Payment> of(String kind, String subject) {
        return jdbc.sql("select " + COLUMNS + """
                from payment.payment p where p.subject_kind = ? and p.subject = ? order by p.id desc limit 100
                """)
                .params(kind, subject)
                .query((row, _) -> payment(row))
                .list();
    }

    Optional<Payment> lock(PaymentId id) {
        return jdbc.sql("select " + COLUMNS + " from payment.payment p where p.id = ? for no key update")
                .param(id.value())
                .query((row, _) -> payment(row))
                .optional();
    }

    /** Locks what the event is about; the rows are as the last transaction before left them. */
    Optional<PaymentRules.Facts> lock(String provider, ProviderEvent event) {
        if (event.refund().isEmpty()) {
            return jdbc.sql("select " + COLUMNS + """
                    from payment.payment p where p.provider = ? and p.provider_reference = ? for no key update
                    """)
                    .params(provider, event.reference())
                    .query((row, _) -> new PaymentRules.Facts(payment(row), Optional.empty()))
                    .optional();
        }
        return jdbc.sql("select " + COLUMNS + """
                , r.id as refund, r.key as refund_key, r.amount as refund_amount, r.state as refund_state
                from payment.payment p join payment.refund r on r.payment = p.id
                where p.provider = ? and p.provider_reference = ? and r.id = ? for no key update
                """)
                .params(provider, event.reference(), event.refund().get())
                .query((row, _) -> {
                    Payment payment = payment(row);
                    return new PaymentRules.Facts(payment, Optional.of(refund(row, payment)));
                })
                .optional();
    }

    private static PaymentRules.Refund refund(ResultSet row, Payment payment) throws SQLException {
        return new PaymentRules.Refund(
                row.getObject("refund", UUID.class),
                row.getString("refund_key"),
                new Money(row.getLong("refund_amount"), payment.amount().currency()),
                PaymentRules.RefundState.valueOf(row.getString("refund_state").toUpperCase(Locale.ROOT)));
    }

    /**
     * Keeps the event and does what was decided, unless it was kept before.
     *
     * @param decision absent when there is no such payment
     * @return whether it was new
     */
    boolean apply(
            String provider, ProviderEvent event, String body, PaymentRules.@Nullable Decision decision, Instant now) {
        PaymentRules.Effect effect = decision == null ? PaymentRules.Effect.UNKNOWN : decision.effect();
        // Another refund may still be on its way: then the payment goes on waiting for it.
        return jdbc.sql("""
                with kept as (
                  insert into payment.event (provider, event, payment, reference, kind, body, occurred, received, effect)
                  values (:provider, :event, :payment, :reference, :kind, :body, :occurred, :now, :effect)
                  on conflict (provider, event) do nothing
                  returning id),
                settled as (
                  update payment.refund set state = :refundState, settled = :now
                  where id = :refund and :refundState::text is not null and exists (select from kept)),
                moved as (
                  update payment.payment p
                  set refunding = :refunding, changed = :now,
                      state = case when :refundState::text is not null
                                    and exists (select from payment.refund r
                                                where r.payment = p.id and r.id <> :refund
                                                  and r.state in ('requested', 'sent'))
                                   then 'refund_requested' else :state end
                  where p.id = :payment and :effect in ('applied', 'late') and exists (select from kept))
                select exists (select from kept)
                """)
                .param("provider", provider)
                .param("event", event.id())
                .param(
                        "payment",
                        decision == null ? null : decision.payment().id().value(),
                        java.sql.Types.OTHER)
                .param("reference", event.reference())
                .param("kind", event.kind().word())
                .param("body", body)
                .param("occurred", at(event.occurred()))
                .param("now", at(now))
                .param("effect", effect.word())
                .param("refund", event.refund().orElse(null), java.sql.Types.OTHER)
                .param("refundState", refundState(decision))
                .param(
                        "refunding",
                        decision == null ? 0 : decision.payment().refunding().minor())
                .param(
                        "state",
                        decision == null ? "" : decision.payment().state().word())
                .query(Boolean.class)
                .single();
    }

    private static @Nullable String refundState(PaymentRules.@Nullable Decision decision) {
        return decision == null || decision.refund() == null
                ? null
                : decision.refund().word();
    }

    /** Open payments whose time ran out, oldest first. */
    List<PaymentId> expired(Instant now, int most) {
        return jdbc.sql("""
                select id from payment.payment
                where state in ('created', 'started', 'declined') and expires <= ? order by expires limit ?
                """)
                .params(at(now), most)
                .query((row, _) -> new PaymentId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Moves the payment if it may still be moved and nobody else is at it. */
    Optional<Payment> abandon(PaymentId id, Instant now) {
        return jdbc.sql("""
                update payment.payment p set state = 'abandoned', changed = :now
                where p.id = (select id from payment.payment
                              where id = :id and state in ('created', 'started', 'declined') and expires <= :now
                              for no key update skip locked)
                returning
                """ + COLUMNS)
                .param("id", id.value())
                .param("now", at(now))
                .query((row, _) -> payment(row))
                .optional();
    }

    /** Open payments of which half of the time has passed and nobody was reminded, oldest first. */
    List<PaymentId> unreminded(Instant now, int most) {
        return jdbc.sql("""
                select id from payment.payment
                where state in ('created', 'started', 'declined') and remind <= ? order by remind limit ?
                """)
                .params(at(now), most)
                .query((row, _) -> new PaymentId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Takes note of the reminder, if it is still due, the payment can still be paid and nobody else is at it. */
    Optional<Payment> remind(PaymentId id, Instant now) {
        return jdbc.sql("""
                update payment.payment p set remind = null
                where p.id = (select id from payment.payment
                              where id = :id and state in ('created', 'started', 'declined')
                                and remind <= :now and expires > :now
                              for no key update skip locked)
                returning
                """ + COLUMNS)
                .param("id", id.value())
                .param("now", at(now))
                .query((row, _) -> payment(row))
                .optional();
    }

    /** Newest first, events that an official has to look at. */
    List<Payments.Disputed> disputed(Optional<UUID> before, int most) {
        return jdbc.sql("""
                select e.id, e.payment, e.provider, e.reference, e.kind, e.effect, e.body, e.received
                from payment.event e
                where e.effect in ('mismatch', 'unknown') and e.id < ? order by e.id desc limit ?
                """)
                .params(before.orElse(new UUID(-1L, -1L)), most)
                .query((row, _) -> new Payments.Disputed(
                        row.getObject(1, UUID.class),
                        Optional.ofNullable(row.getObject(2, UUID.class)).map(PaymentId::new),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6).equals("mismatch"),
                        row.getString(7),
                        row.getObject(8, OffsetDateTime.class).toInstant()))
                .list();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Payment payment(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new Payment(
                new PaymentId(row.getObject("id", UUID.class)),
                Optional.ofNullable(row.getObject("payer", UUID.class)),
                row.getString("subject_kind"),
                row.getString("subject"),
                Money.of(row.getLong("amount"), currency),
                Money.of(row.getLong("refunding"), currency),
                row.getString("description"),
                row.getString("provider"),
                row.getString("provider_reference"),
                PaymentState.of(row.getString("state")),
                row.getString("return_path"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getObject("expires", OffsetDateTime.class).toInstant());
    }
}
