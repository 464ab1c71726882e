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
 */
public record Counted(String limit, String places, @Nullable String key, String register, Map<String, Object> where) {}
