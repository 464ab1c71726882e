// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Work that begins when its time has come, whether or not the work before has ended. How long it took counts from when
 * it should have begun, so that a server that stalls can't hide it.
 */
final class OpenLoop {

    private final double[] milliseconds;
    private final double seconds;

    private OpenLoop(double[] milliseconds, double seconds) {
        this.milliseconds = milliseconds;
        this.seconds = seconds;
    }

    static OpenLoop run(int clients, double perSecond, double seconds, ClosedLoop.Clients prepare)
            throws InterruptedException {
        int all = (int) Math.round(perSecond * seconds);
        var took = new double[all];
        var next = new AtomicInteger();
        var failures = new ConcurrentLinkedQueue<Exception>();
        long begin = System.nanoTime() + 1_000_000_000L;
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < clients; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    ClosedLoop.Work work = prepare.client(number);
                    for (int n = next.getAndIncrement(); n < all; n = next.getAndIncrement()) {
                        long due = begin + (long) (n * 1e9 / perSecond);
                        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                            LockSupport.parkNanos(wait);
                        }
                        work.once();
                        took[n] = (System.nanoTime() - due) / 1e6;
                    }
                } catch (Exception e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new BenchFailed("a client failed: " + failures.peek());
        }
        double ended = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(took);
        return new OpenLoop(took, ended);
    }

    double donePerSecond() {
        return milliseconds.length / seconds;
    }

    /** Which time this share of the work kept to. */
    double percentile(double share) {
        return milliseconds[(int) Math.min(milliseconds.length - 1, Math.floor(share * milliseconds.length))];
    }
}
