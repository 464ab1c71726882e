// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.page.Language;

/**
 * What somebody asks for.
 *
 * @param key idempotency key of the applicant: the same key is one case, however often it is sent
 * @param answers as JSON has them; the form checks them, whoever sends them
 * @param entry the register entry that the procedure works on
 */
public record Submission(
        String service,
        String procedure,
        UUID applicant,
        String applicantName,
        Language language,
        String key,
        Map<String, @Nullable Object> answers,
        @Nullable UUID entry) {}
