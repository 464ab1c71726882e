// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.time.Instant;

/**
 * What the page about the log shows.
 *
 * @param address where the log is served, as its checkpoints name it
 * @param key what a verifier needs to know: the name and public key, {@code name+keyid+base64}
 * @param size how many entries there are
 * @param root the root hash, Base 64
 * @param note the checkpoint as signed
 */
record LogView(String address, String key, long size, String root, String note, Instant made) {
    static LogView of(LogReader.Signed signed) {
        var address = signed.note().lines().findFirst().orElse("");
        return new LogView(
                address, signed.signer(), signed.size(), signed.root().base64(), signed.note(), signed.made());
    }
}
