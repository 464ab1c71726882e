// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.identity.PersonId;

/** What writes e-mail for this module; it is sent after the commit of the caller's transaction. */
public interface OutgoingMail {

    /** Has the letters written in the caller's transaction, to be sent after its commit. */
    void send(List<Letter> letters);

    /**
     * An e-mail.
     *
     * @param email where to
     * @param person whom it is for, where that is known
     * @param language BCP 47 tag of the language in which it is written
     * @param paragraphs its text, one paragraph each
     * @param action the one thing to do next
     */
    record Letter(
            String email,
            @Nullable PersonId person,
            String language,
            String subject,
            List<String> paragraphs,
            Optional<Action> action) {}

    /**
     * A link in a letter.
     *
     * @param address absolute address
     */
    record Action(String label, String address) {}
}
