// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs every job on a thread of its own, pausing between runs until its time has come or somebody wakes it. */
final class JobRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final ObjectProvider<Job> jobs;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final boolean serves;
    private final Map<String, Semaphore> bells = new ConcurrentHashMap<>();
    private volatile List<Thread> threads = List.of();
    private volatile boolean running;

    JobRunner(ObjectProvider<Job> jobs, JdbcClient jdbc, InstantSource clock, boolean serves) {
        this.jobs = jobs;
        this.jdbc = jdbc;
        this.clock = clock;
        this.serves = serves;
    }

    /** Lets a job of this node run without waiting for its time; other nodes find the work at theirs. */
    void wake(String job) {
        Semaphore bell = bells.get(job);
        if (bell != null && bell.availablePermits() == 0) {
            bell.release();
        }
    }

    @Override
    public void start() {
        running = true;
        if (serves) {
            threads = jobs.stream().map(this::thread).toList();
        }
    }

    private Thread thread(Job job) {
        bells.put(job.name(), new Semaphore(0));
        return Thread.ofVirtual().name("job-" + job.name()).start(() -> Zone.JOBS.run(() -> repeat(job)));
    }

    private void repeat(Job job) {
        Semaphore bell = bells.getOrDefault(job.name(), new Semaphore(0));
        while (running) {
            Duration pause = runOnce(job);
            try {
                if (bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private Duration runOnce(Job job) {
        Instant began = clock.instant();
        try {
            long done = job.run();
            if (done > 0) {
                keep(job, began, done, null);
            }
            return job.every();
        } catch (RuntimeException e) {
            if (!running) {
                return Duration.ZERO;
            }
            LOG.error("The job {} failed and will run again", job.name(), e);
            keepFailure(job, began, e);
            return AFTER_FAILURE;
        }
    }

    private void keepFailure(Job job, Instant began, RuntimeException failure) {
        try {
            keep(job, began, 0, String.valueOf(failure.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The failure of the job {} could not be kept", job.name(), e);
        }
    }

    private void keep(Job job, Instant began, long done, @Nullable String error) {
        jdbc.sql("insert into node.job_run (job, began, ended, done, error) values (?, ?, ?, ?, left(?, 2000))")
                .param(job.name())
                .param(began.atOffset(ZoneOffset.UTC))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(done)
                .param(error)
                .update();
    }

    /** A run that has begun is let finish; no new one begins. */
    @Override
    public void stop() {
        running = false;
        bells.values().forEach(Semaphore::release);
        Instant deadline = clock.instant().plus(LONGEST_STOP);
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.between(clock.instant(), deadline))) {
                    thread.interrupt();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the listeners accept requests and stops after they have drained. */
    @Override
    public int getPhase() {
        return 0;
    }
}
