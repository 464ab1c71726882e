// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that say first who acts and why; without that, row-level security shows no rows. */
public final class Transactions {

    private final JdbcClient jdbc;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    Transactions(JdbcClient jdbc, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.writing = template(manager, false);
        this.reading = template(manager, true);
    }

    /** Does all of the work or none of it. */
    public <T> T write(Context context, Supplier<T> work) {
        return within(writing, context, work);
    }

    /** Does all of the work or none of it. */
    public void write(Context context, Runnable work) {
        within(writing, context, () -> {
            work.run();
            return true;
        });
    }

    /** Reads one consistent state; a statement that writes fails. */
    public <T> T read(Context context, Supplier<T> work) {
        return within(reading, context, work);
    }

    /**
     * From here on the transaction acts for this person: for callers that have authenticated what comes in otherwise, such
     * as the signed message of a payment provider about a payment of his.
     */
    public void actFor(UUID person) {
        required();
        jdbc.sql("select set_config('polity.actor', ?, true)")
                .param(person.toString())
                .query((_, _) -> true)
                .single();
    }

    /** States that what follows belongs to a transaction that the caller has opened. */
    public static void required() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new NoTransaction();
        }
    }

    private <T> T within(TransactionTemplate template, Context context, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new NestedTransaction();
        }
        T result = template.execute(_ -> {
            set(context);
            return work.get();
        });
        if (result == null) {
            throw new NoResult();
        }
        return result;
    }

    private void set(Context context) {
        jdbc.sql("""
                select set_config('polity.actor', ?, true), set_config('polity.unit', ?, true),
                       set_config('polity.purpose', ?, true)
                """)
                .params(text(context.actor()), text(context.unit()), context.purpose())
                .query((_, _) -> true)
                .single();
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }

    private static TransactionTemplate template(PlatformTransactionManager manager, boolean readOnly) {
        var template = new TransactionTemplate(manager);
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRED);
        template.setReadOnly(readOnly);
        return template;
    }

    /** The caller has to open the transaction, since the act is part of a larger one. */
    static final class NoTransaction extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoTransaction() {
            super("This act is part of a transaction that its caller opens by Transactions.write");
        }
    }

    /** One act has one context. */
    static final class NestedTransaction extends RuntimeException {
        private static final long serialVersionUID = 1;

        NestedTransaction() {
            super("A transaction is open already: one act has one context");
        }
    }

    /** Work must return what it did. */
    static final class NoResult extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoResult() {
            super("The work of a transaction returned nothing");
        }
    }
}
