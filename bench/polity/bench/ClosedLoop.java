// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A number of clients, each of which begins its next piece of work when its last one has ended. */
final class ClosedLoop {

    private ClosedLoop() {}

    /** What one client does again and again. */
    interface Work {
        void once() throws Exception;
    }

    /** Prepares one client. */
    interface Clients {
        Work client(int number) throws Exception;
    }

    /** How much was done per second within the time. */
    static double perSecond(int clients, double seconds, Clients prepare) throws InterruptedException {
        var done = new AtomicLong();
        var failures = new ConcurrentLinkedQueue<Exception>();
        var ready = new CountDownLatch(clients);
        var go = new CountDownLatch(1);
        var stop = new long[1];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < clients; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    Work work = prepare.client(number);
                    ready.countDown();
                    go.await();
                    long mine = 0;
                    while (System.nanoTime() < stop[0]) {
                        work.once();
                        mine++;
                    }
                    done.addAndGet(mine);
                } catch (Exception e) {
                    failures.add(e);
                    ready.countDown();
                }
            }));
        }
        ready.await();
        long began = System.nanoTime();
        stop[0] = began + (long) (seconds * 1e9);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new BenchFailed("a client failed: " + failures.peek());
        }
        return done.get() * 1e9 / (System.nanoTime() - began);
    }

    /** Clients that send these requests in turn. */
    static double requestsPerSecond(int clients, double seconds, int port, String... paths)
            throws InterruptedException {
        return perSecond(clients, seconds, _ -> {
            var client = new Client("localhost", port);
            var requests = new ArrayList<byte[]>();
            for (String path : paths) {
                requests.add(client.request("GET", path, java.util.Map.of(), new byte[0]));
            }
            var next = new int[1];
            return () -> {
                Client.Answer answer = client.exchange(requests.get(next[0]++ % requests.size()), false);
                if (answer.status() != 200) {
                    throw new IOException("answered with " + answer.status());
                }
            };
        });
    }
}
