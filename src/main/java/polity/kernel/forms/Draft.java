// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What somebody has answered and not yet sent.
 *
 * @param packageDigest the service package that asked
 * @param answers as JSON holds them
 * @param key idempotency key of its submission
 * @param changed when something was answered last
 */
public record Draft(
        UUID id,
        String service,
        String packageDigest,
        String procedure,
        @Nullable UUID entry,
        Map<String, @Nullable Object> answers,
        String key,
        Instant changed) {}
