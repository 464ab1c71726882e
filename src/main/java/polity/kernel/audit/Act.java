// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that was done, refused, or that failed. People stand in it as opaque ids only.
 *
 * @param name module and verb, such as {@code identity.sign-in}, at most 100 characters
 * @param actor who acted; absent when the program itself did, or nobody signed in
 * @param actedFor for whom, when not for oneself
 * @param subjectKind what kind of thing it was done to, such as {@code account}, at most 60 characters
 * @param subject its opaque id, at most 200 characters
 * @param unit the part of the authority for which it was done
 * @param purpose why personal data was touched
 * @param legalBasis the article it rests on
 * @param details whatever else must be provable: text, whole numbers, truth values, ids, dates, instants, lists, maps
 */
public record Act(
        Instant at,
        String name,
        @Nullable UUID actor,
        @Nullable UUID actedFor,
        String subjectKind,
        String subject,
        @Nullable UUID unit,
        @Nullable String purpose,
        @Nullable String legalBasis,
        Outcome outcome,
        Map<String, ?> details) {
    /** How it ended. */
    public enum Outcome {
        /** It took effect. */
        DONE,
        /** It was not allowed, or its conditions were not met. */
        REFUSED,
        /** It was tried and something broke. */
        FAILED
    }

    /** Copies the details. */
    public Act {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** An act that took effect, by nobody in particular. */
    public static Act of(Instant at, String name, String subjectKind, String subject) {
        return new Act(at, name, null, null, subjectKind, subject, null, null, null, Outcome.DONE, Map.of());
    }

    /** An act that took effect, by nobody in particular. */
    public static Act of(Instant at, String name, String subjectKind, UUID subject) {
        return of(at, name, subjectKind, subject.toString());
    }

    /** The same, by this actor. */
    public Act by(@Nullable UUID who) {
        return new Act(at, name, who, actedFor, subjectKind, subject, unit, purpose, legalBasis, outcome, details);
    }

    /** The same, on behalf of this person or organisation. */
    public Act onBehalfOf(@Nullable UUID whom) {
        return new Act(at, name, actor, whom, subjectKind, subject, unit, purpose, legalBasis, outcome, details);
    }

    /** The same, for this unit of the authority. */
    public Act inUnit(@Nullable UUID which) {
        return new Act(at, name, actor, actedFor, subjectKind, subject, which, purpose, legalBasis, outcome, details);
    }

    /** The same, for this purpose. */
    public Act forPurpose(@Nullable String why) {
        return new Act(at, name, actor, actedFor, subjectKind, subject, unit, why, legalBasis, outcome, details);
    }

    /** The same, resting on this article. */
    public Act under(@Nullable String article) {
        return new Act(at, name, actor, actedFor, subjectKind, subject, unit, purpose, article, outcome, details);
    }

    /** The same, with this end. */
    public Act ending(Outcome how) {
        return new Act(at, name, actor, actedFor, subjectKind, subject, unit, purpose, legalBasis, how, details);
    }

    /** The same, with one more detail. */
    public Act with(String key, Object value) {
        var more = new LinkedHashMap<String, Object>(details);
        more.put(key, value);
        return new Act(at, name, actor, actedFor, subjectKind, subject, unit, purpose, legalBasis, outcome, more);
    }

    /** The bytes that are committed to, as text: canonical JSON (RFC 8785); what is absent is left out. */
    String content() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("version", 1);
        members.put("at", at);
        members.put("act", name);
        members.put("actor", actor);
        members.put("actedFor", actedFor);
        members.put("subjectKind", subjectKind);
        members.put("subject", subject);
        members.put("unit", unit);
        members.put("purpose", purpose);
        members.put("legalBasis", legalBasis);
        members.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
        members.put("details", details.isEmpty() ? null : details);
        members.values().removeIf(Objects::isNull);
        return CanonicalJson.write(members);
    }
}
