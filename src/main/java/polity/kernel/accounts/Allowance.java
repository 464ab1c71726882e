// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one network address may try something on this node: a bucket that fills again with time. Held in memory,
 * for the addresses that came last.
 */
final class Allowance {

    private static final int MOST_ADDRESSES = 100_000;
    private static final int NETWORK_BYTES = 8;

    private final double most;
    private final double perSecond;
    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Bucket(double left, Instant at) {}

    Allowance(int most, Duration fullAgainAfter) {
        this.most = most;
        this.perSecond = most / (double) fullAgainAfter.toSeconds();
    }

    /**
     * Takes one from the address; false when none is left. Requests from this machine aren't limited: they come from
     * its operator or through a proxy, which then has to limit them itself.
     */
    boolean take(InetAddress address, Instant now) {
        if (address.isLoopbackAddress()) {
            return true;
        }
        InetAddress network = network(address);
        synchronized (buckets) {
            double left = left(network, now);
            if (left < 1) {
                return false;
            }
            buckets.put(network, new Bucket(left - 1, now));
            return true;
        }
    }

    /** Gives one back, since what was tried was in order. */
    void giveBack(InetAddress address, Instant now) {
        InetAddress network = network(address);
        synchronized (buckets) {
            buckets.put(network, new Bucket(Math.min(most, left(network, now) + 1), now));
        }
    }

    private double left(InetAddress network, Instant now) {
        Bucket bucket = buckets.get(network);
        if (bucket == null) {
            return most;
        }
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 1000.0);
        return Math.min(most, bucket.left() + seconds * perSecond);
    }

    /** Whoever has one IPv6 address has the 2^64 of its network. */
    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException _) {
            return address;
        }
    }
}
