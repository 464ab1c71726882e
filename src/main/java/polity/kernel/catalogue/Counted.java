// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A limit as it applies to what somebody asks.
 *
 * @param limit its name
 * @param key what is counted together and therefore locked; absent when the limit doesn't apply
 */
public record Counted(String limit, @Nullable String key, String register, Map<String, Object> where) {}
