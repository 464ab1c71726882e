// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.Set;

/**
 * A request that got no answer of its own.
 *
 * @param kind the status whose words are shown
 * @param reference what the log calls the request
 */
record Failure(int kind, String reference) {
    static final Set<Integer> KINDS = Set.of(400, 403, 404, 409, 410, 413, 429, 500, 503);

    /** A status without words of its own takes those of its class (RFC 9110 section 15). */
    static Failure of(int status, String reference) {
        if (KINDS.contains(status)) {
            return new Failure(status, reference);
        }
        return new Failure(status >= 400 && status < 500 ? 400 : 500, reference);
    }

    String say(Words words, String part) {
        return words.say("failure." + kind + "." + part);
    }

    /** Only somebody who asks for help needs it, and only where the fault may be ours and the log names it. */
    boolean showsReference() {
        return kind != 404 && kind != 410 && kind != 503;
    }
}
