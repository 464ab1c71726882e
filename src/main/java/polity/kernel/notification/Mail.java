// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A letter by e-mail as it waits or was sent. */
record Mail(
        UUID id,
        String email,
        String language,
        String subject,
        List<String> paragraphs,
        @Nullable String actionLabel,
        @Nullable String actionAddress,
        Instant written,
        int attempts) {

    /** The letter as plain text, which every program for mail can show. */
    String text(String authority) {
        var text = new StringBuilder();
        paragraphs.forEach(paragraph -> text.append(paragraph).append("\n\n"));
        if (actionAddress != null) {
            text.append(actionLabel).append(":\n").append(actionAddress).append("\n\n");
        }
        return text.append("-- \n").append(authority).append('\n').toString();
    }
}
