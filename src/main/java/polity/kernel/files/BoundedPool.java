// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import polity.kernel.node.Zone;

/**
 * Work for the processor that anybody may ask for, on a few platform threads of its own: however many come, the rest of
 * the program keeps its processors and memory.
 */
public final class BoundedPool implements AutoCloseable {

    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
    private static final int LONGEST_WAIT_SECONDS = 15;

    private final ThreadPoolExecutor pool;

    /** @param queue how many may wait */
    public BoundedPool(String name, int queue) {
        this.pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name(name + "-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** What the work returns; absent when as many wait already as will be served in time. It works in the caller's zone. */
    public <T> Optional<T> call(Callable<T> work) {
        Zone zone = Zone.current();
        Future<T> result;
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
            throw new WorkFailed(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    static final class WorkFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        WorkFailed(Throwable cause) {
            super("Work on a bounded pool failed", cause);
        }
    }
}
