// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.util.Locale;

/** A network on which this program listens, or its background work; each connects with its own database role. */
public enum Zone {
    /** The Internet. */
    PUBLIC,
    /** The authority's internal network. */
    DESK,
    /** The private line to other authorities. */
    EXCHANGE,
    /** Operations, on loopback. */
    MANAGEMENT,
    /** Background work; no listener. */
    JOBS;

    private static final ScopedValue<Zone> CURRENT = ScopedValue.newInstance();

    /** The zone whose work this thread does. */
    public static Zone current() {
        if (!CURRENT.isBound()) {
            throw new NoZone();
        }
        return CURRENT.get();
    }

    /** Does the work as this zone. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** Does the work as this zone. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** Name of the database role, and of what else is kept apart per zone. */
    public String role() {
        return "polity_" + name().toLowerCase(Locale.ROOT);
    }

    boolean listens() {
        return this != JOBS;
    }

    /** Work that touches data must say first for which zone it is done. */
    static final class NoZone extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoZone() {
            super("This thread works for no zone: call Zone.call or Zone.run around it");
        }
    }
}
