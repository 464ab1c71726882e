// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.Map;
import java.util.Optional;

/**
 * How much may wait to be an answer: generous for a person, small for a visitor, bounded for all visitors together, who
 * cost nothing to become.
 *
 * @param code of the error when it is used up
 */
record Quota(String code, int files, int megabytes) {

    static final Quota PERSON = new Quota("quota", 200, 500);
    static final Quota VISITOR = new Quota("quota-visitor", 20, 40);
    static final Quota VISITORS = new Quota("quota-visitors", 2_000, 1_000);

    /** What is uploaded already; that of all visitors is counted only for one of them. */
    record Used(boolean visitor, long files, long bytes, long visitorsFiles, long visitorsBytes) {}

    /** What is wrong with a further file of this size. */
    static Optional<FieldError> exceeded(Used used, String field, long bytes) {
        if (!used.visitor()) {
            return PERSON.exceeded(field, used.files(), used.bytes() + bytes);
        }
        return VISITOR.exceeded(field, used.files(), used.bytes() + bytes)
                .or(() -> VISITORS.exceeded(field, used.visitorsFiles(), used.visitorsBytes() + bytes));
    }

    private Optional<FieldError> exceeded(String field, long filesBefore, long bytesAfter) {
        return filesBefore < files && bytesAfter <= megabytes * 1024L * 1024
                ? Optional.empty()
                : Optional.of(new FieldError(field, code, Map.of("files", files, "megabytes", megabytes)));
    }
}
