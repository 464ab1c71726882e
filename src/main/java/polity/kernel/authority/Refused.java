// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.List;

import polity.kernel.identity.PersonId;

/** Somebody may not do what he wanted to do. Becomes a page that says why, or 404 where that alone would tell too much. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient PersonId person;
    private final String permission;
    private final transient Subject subject;
    private final Verdict.Reason reason;
    private final transient List<Post> posts;

    Refused(PersonId person, String permission, Subject subject, Verdict.Reason reason, List<Post> posts) {
        super("%s may not %s %s %s: %s".formatted(person, permission, subject.kind(), subject.id(), reason));
        this.person = person;
        this.permission = permission;
        this.subject = subject;
        this.reason = reason;
        this.posts = List.copyOf(posts);
    }

    PersonId person() {
        return person;
    }

    String permission() {
        return permission;
    }

    Subject subject() {
        return subject;
    }

    Verdict.Reason reason() {
        return reason;
    }

    List<Post> posts() {
        return posts;
    }
}
