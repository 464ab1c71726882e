// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.identity.PersonId;

/**
 * What somebody wants to do something to.
 *
 * @param kind such as {@code case}
 * @param id its opaque id
 * @param unit the unit responsible for it; absent: whoever has the permission anywhere may
 * @param about the persons whom it concerns, who may not act on it for the authority
 * @param hidden whether its being there must not be known to somebody who may not read it
 */
public record Subject(String kind, String id, @Nullable UUID unit, Set<PersonId> about, boolean hidden) {

    public Subject {
        about = Set.copyOf(about);
    }

    public static Subject of(String kind, Object id) {
        return new Subject(kind, id.toString(), null, Set.of(), false);
    }

    /** The same, in the charge of this unit. */
    public Subject in(@Nullable UUID responsible) {
        return new Subject(kind, id, responsible, about, hidden);
    }

    /** The same, concerning these persons. */
    public Subject concerning(Set<PersonId> persons) {
        return new Subject(kind, id, unit, persons, hidden);
    }

    /** The same; whoever may not do what he wants is told that there is no such thing. */
    public Subject unknownToOthers() {
        return new Subject(kind, id, unit, about, true);
    }
}
