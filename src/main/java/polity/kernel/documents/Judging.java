// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import polity.kernel.node.Zone;

/** Looks at files that anybody hands in, few at a time: however many come, the rest of the program keeps its memory. */
final class Judging implements AutoCloseable {

    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
    private static final int LONGEST_WAIT_SECONDS = 15;

    private final ThreadPoolExecutor pool;

    /** @param queue how many may wait */
    Judging(int queue) {
        this.pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name("judging-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** What is found out about a file; absent when as many wait already as will be answered in time. */
    Optional<Verification> of(Callable<Verification> work) {
        Zone zone = Zone.current();
        Future<Verification> result;
        try {
            result = pool.submit(() -> zone.call(work::call));
        } catch (RejectedExecutionException _) {
            return Optional.empty();
        }
        try {
            return Optional.of(result.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException _) {
            result.cancel(true);
            return Optional.empty();
        } catch (InterruptedException _) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new JudgingFailed(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Keeps all threads and all places to wait for them busy until the latch opens. */
    void occupy(CountDownLatch open) {
        int places = THREADS + pool.getQueue().remainingCapacity();
        for (int i = 0; i < places; i++) {
            var _ = pool.submit(() -> {
                open.await();
                return true;
            });
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    static final class JudgingFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        JudgingFailed(Throwable cause) {
            super("A file could not be verified", cause);
        }
    }
}
