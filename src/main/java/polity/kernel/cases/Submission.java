// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

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
        @Nullable UUID entry) {

    /** Of all that is asked for, whatever the order in which it was sent. */
    String digest(JsonMapper json) {
        return sha256(
                json.writeValueAsString(List.of(service, procedure, new TreeMap<>(answers), String.valueOf(entry))));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it (java.security.MessageDigest).
            throw new AssertionError(e);
        }
    }
}
