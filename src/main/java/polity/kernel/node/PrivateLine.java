// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;

/** The keys of the zone EXCHANGE, and whom it trusts: a higher module holds them. Asked for only where the zone is served. */
public interface PrivateLine {

    /** What the next connection is encrypted with; both sides show a certificate. */
    SSLContext context();

    /** Whether whoever showed this certificate when he connected would still be let in. */
    boolean accepts(X509Certificate[] shown);
}
