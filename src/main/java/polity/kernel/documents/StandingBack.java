// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that get about a tenth of a processor while others want all of it, and all of it otherwise: nobody waits at a
 * screen for what they do. Java has no such priority on Linux, where a thread is a process of its own to setpriority(2).
 */
final class StandingBack {

    private static final Logger LOG = LoggerFactory.getLogger(StandingBack.class);
    private static final int ONE_THREAD = 0;
    private static final int CALLER = 0;
    private static final int NICENESS = 10;

    private StandingBack() {}

    static ThreadFactory of(Thread.Builder threads) {
        return work -> threads.unstarted(() -> {
            standBack();
            work.run();
        });
    }

    @SuppressWarnings("restricted") // the launcher lets us call the system
    private static void standBack() {
        Optional<MemorySegment> function = Linker.nativeLinker().defaultLookup().find("setpriority");
        if (function.isEmpty() || !"Linux".equals(System.getProperty("os.name"))) {
            return;
        }
        MethodHandle setPriority = Linker.nativeLinker()
                .downcallHandle(
                        function.get(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        try {
            int failed = (int) setPriority.invokeExact(ONE_THREAD, CALLER, NICENESS);
            if (failed != 0) {
                LOG.info("The system doesn't let a thread stand back; it works as any other");
            }
        } catch (Throwable e) {
            throw new RenderingFailed("A thread could not be told to stand back", e);
        }
    }
}
