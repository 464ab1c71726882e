// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) on two threads of its own: however many sign in, the rest of the program keeps its processors and
 * memory.
 */
final class PasswordHashing implements AutoCloseable {

    /** How a password was or will be hashed. */
    static final class Recipe {

        private final byte[] salt;
        private final int memory;
        private final int iterations;

        /** Memory in KiB. */
        Recipe(byte[] salt, int memory, int iterations) {
            this.salt = salt;
            this.memory = memory;
            this.iterations = iterations;
        }

        byte[] salt() {
            return salt;
        }

        int memory() {
            return memory;
        }

        int iterations() {
            return iterations;
        }
    }

    static final int MEMORY = 19_456;
    static final int ITERATIONS = 2;

    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int THREADS = 2;
    private static final int LONGEST_WAIT_SECONDS = 15;

    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor pool;

    PasswordHashing(int queue) {
        this.pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name("argon2-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** For a new password. */
    Recipe recipe() {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return new Recipe(salt, MEMORY, ITERATIONS);
    }

    /**
     * What the password becomes by the recipe, 32 bytes.
     *
     * @throws TooBusy when as many wait already as will be served in time
     */
    byte[] hash(String password, Recipe recipe) {
        Future<byte[]> result;
        try {
            result = pool.submit(() -> argon2id(password, recipe));
        } catch (RejectedExecutionException _) {
            throw new TooBusy();
        }
        try {
            return result.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            result.cancel(false);
            throw new TooBusy();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TooBusy();
        } catch (ExecutionException e) {
            throw new HashingFailed(e.getCause() == null ? e : e.getCause());
        }
    }

    private static byte[] argon2id(String password, Recipe recipe) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(recipe.salt())
                .withMemoryAsKB(recipe.memory())
                .withIterations(recipe.iterations())
                .withParallelism(1)
                .build());
        byte[] hash = new byte[HASH];
        // NIST SP 800-63B-4 section 3.1.1.2: the same keys on another keyboard must give the same password.
        generator.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    /** Keeps one of the threads, or one of the places to wait for them, busy until the latch opens. */
    void occupy(CountDownLatch open) {
        var _ = pool.submit(() -> {
            open.await();
            return true;
        });
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    static final class HashingFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        HashingFailed(Throwable cause) {
            super("A password could not be hashed", cause);
        }
    }
}
