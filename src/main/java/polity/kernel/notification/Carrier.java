// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

/** What takes letters to their readers. */
interface Carrier {

    /** Takes the letter; returning means that the next one on the way has accepted it. */
    Result carry(Mail mail);

    /** What became of a letter. */
    sealed interface Result {
        record Accepted() implements Result {}

        /** It may go later. */
        record NotNow(String error) implements Result {}

        /** It never will. */
        record Never(String error) implements Result {}
    }
}
