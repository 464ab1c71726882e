// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure.Obstacle;

/**
 * What an official does to what somebody holds, such as revoking it.
 *
 * @param entry the register entry that the procedure works on
 * @param seen the version of the entry that the official saw; absent: he decided on none in particular
 * @param answers what the form of the procedure asks, after the form has checked it
 * @param explanation what the holder reads
 * @param key idempotency key: the same key is one act, however often it is sent
 */
public record OfficialAct(
        String service,
        String procedure,
        UUID entry,
        @Nullable Integer seen,
        Map<String, @Nullable Object> answers,
        @Nullable String explanation,
        String key) {

    /** What became of it. */
    public sealed interface Result {

        /** It has taken effect, and the holder is told. */
        record Done(CaseId id) implements Result {}

        /** The rules don't allow it. */
        record Refused(List<Determination.Reason> reasons) implements Result {}

        /** The entry admits it not, or not yet, whatever is answered. */
        record NotPossible(List<Obstacle> obstacles) implements Result {}

        /** The entry is no longer as the official saw it. */
        record Overtaken() implements Result {}

        /** There is no such service, procedure or entry, or it has ended. */
        record NotFound() implements Result {}
    }
}
