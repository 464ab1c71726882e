// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import polity.kernel.identity.PersonId;
import polity.kernel.page.Language;

/**
 * What somebody is told, in his language.
 *
 * @param actionLabel text of the link to the page that it is about
 * @param actionPath that page: an address of the public zone without host, like {@code /cases/AB-12}
 */
public record Message(
        String subject,
        List<String> paragraphs,
        @Nullable String actionLabel,
        @Nullable String actionPath) {

    public Message {
        paragraphs = List.copyOf(paragraphs);
    }

    public static Message of(String subject, String... paragraphs) {
        return new Message(subject, List.of(paragraphs), null, null);
    }

    /** The same, leading to this page. */
    public Message leadingTo(String path, String label) {
        return new Message(subject, paragraphs, label, path);
    }

    /** What to say in a language; the words are those of the module that tells. */
    public interface InLanguage extends Function<Language, Message> {}

    /** What to say, and to whom. */
    public record To(PersonId person, InLanguage what) {}
}
