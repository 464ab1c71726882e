// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A limit as it applies to what somebody asks.
 *
 * @param limit its name
 * @param places whose places they are: {@code service:limit}, the same for all that give them out
 * @param key what is counted together and therefore locked; absent when the limit doesn't apply
 * @param sum the integer field of the entries that is added up; absent where the entries themselves are counted
 * @param takes how many places what is asked takes until it is an entry
 */
public record Counted(
        String limit,
        String places,
        @Nullable String key,
        String register,
        Map<String, Object> where,
        @Nullable String sum,
        long takes) {

    /** One that counts entries, of which what is asked becomes one. */
    public Counted(String limit, String places, @Nullable String key, String register, Map<String, Object> where) {
        this(limit, places, key, register, where, null, 1);
    }
}
