// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import polity.kernel.accounts.StartMessage;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;

/**
 * Sends the letters that wait. A letter is claimed for a while, sent outside of any transaction, and marked: after a
 * crash between the two it goes out once more under the same identifier.
 */
final class Postman implements Job, StartMessage {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST_PAUSE_DOUBLINGS = 7;
    private static final int BATCH = 20;

    private final Mails mails;
    private final Optional<Carrier> carrier;
    private final Transactions transactions;
    private final NodeSettings settings;
    private final InstantSource clock;
    private boolean warned;

    Postman(
            Mails mails,
            Optional<Carrier> carrier,
            Transactions transactions,
            NodeSettings settings,
            InstantSource clock) {
        this.mails = mails;
        this.carrier = carrier;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notification.mail";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public List<String> lines() {
        if (carrier.isPresent()) {
            return List.of();
        }
        return settings.demonstration()
                ? List.of("E-mail goes to " + settings.publicAddress() + "/demonstration/mailbox")
                : List.of("E-mail waits: set POLITY_SMTP_URL, like smtp://user:password@mail.example.org:587");
    }

    @Override
    public long run() {
        Instant now = clock.instant();
        if (carrier.isEmpty() && !settings.demonstration()) {
            if (!warned) {
                LOG.warn(lines().getFirst());
                warned = true;
            }
            return 0;
        }
        List<Mail> due = write(() -> {
            mails.deleteDone(now.minus(KEEP));
            return mails.claim(now, LEASE, BATCH);
        });
        due.forEach(this::send);
        return due.size();
    }

    private void send(Mail mail) {
        if (carrier.isEmpty()) {
            write(() -> {
                mails.keepInMailbox(mail.id(), clock.instant());
                return true;
            });
            return;
        }
        Carrier.Result result = carrier.get().carry(mail);
        Instant now = clock.instant();
        write(() -> {
            switch (result) {
                case Carrier.Result.Accepted _ -> mails.sent(mail.id(), now);
                case Carrier.Result.Never never -> mails.fail(mail.id(), now, never.error());
                case Carrier.Result.NotNow later -> {
                    LOG.warn("A letter could not be sent and will be tried again: {}", later.error());
                    if (mail.written().plus(GIVE_UP_AFTER).isBefore(now)) {
                        mails.fail(mail.id(), now, later.error());
                    } else {
                        mails.postpone(mail.id(), now.plus(pause(mail.attempts())), later.error());
                    }
                }
            }
            return true;
        });
    }

    /** One minute, then twice as long each time, up to two hours. */
    static Duration pause(int attempts) {
        return FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1L, 0, LONGEST_PAUSE_DOUBLINGS));
    }

    private <T> T write(Supplier<T> work) {
        return transactions.write(Context.visitor(name()), work);
    }
}
