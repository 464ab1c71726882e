// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/** What tests pay for: remembers what it was told. */
@Component
final class TestSubject implements PaymentSubject {

    static final String KIND = "test";

    private final Map<String, List<PaymentOutcome>> told = new ConcurrentHashMap<>();
    private final Map<String, LinkedBlockingQueue<PaymentOutcome>> news = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Answer on(PaymentOutcome outcome) {
        String subject = outcome.payment().subject();
        if (broken.contains(subject)) {
            throw new Broken();
        }
        told.computeIfAbsent(subject, _ -> new CopyOnWriteArrayList<>()).add(outcome);
        news(subject).add(outcome);
        return gone.contains(subject) ? Answer.REFUND : Answer.KEEP;
    }

    /** From now on it has no use for money. */
    void leave(String subject) {
        gone.add(subject);
    }

    void breakDown(String subject) {
        broken.add(subject);
    }

    void recover(String subject) {
        broken.remove(subject);
    }

    List<PaymentOutcome> told(String subject) {
        return told.getOrDefault(subject, List.of());
    }

    /** The next news, which may come from another thread. */
    PaymentOutcome await(String subject) throws InterruptedException, ExecutionException {
        PaymentOutcome next = news(subject).poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told about " + subject);
        }
        return next;
    }

    private LinkedBlockingQueue<PaymentOutcome> news(String subject) {
        return news.computeIfAbsent(subject, _ -> new LinkedBlockingQueue<>());
    }

    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
