// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.identity.PersonId;

/** The authority as it stood at one epoch; decides without asking anybody. */
record Structure(
        long epoch,
        Map<UUID, Unit> units,
        Map<UUID, Post> posts,
        Map<String, Role> roles,
        Map<PersonId, List<Appointment>> appointments) {

    private static final String ANY = "*";
    private static final String READ = "read:";

    /** A role and what it permits; {@code everywhere}: whatever the unit of the post. */
    record Role(String code, Set<String> permissions, boolean everywhere) {

        boolean permits(String permission) {
            int colon = permission.indexOf(':');
            String verb = permission.substring(0, colon);
            String kind = permission.substring(colon + 1);
            return permissions.contains(permission)
                    || permissions.contains(verb + ":" + ANY)
                    || permissions.contains(ANY + ":" + kind)
                    || permissions.contains(ANY + ":" + ANY);
        }
    }

    /** A person holds a post from the first instant until before the second. */
    record Appointment(UUID post, Instant begins, @Nullable Instant ends) {

        boolean at(Instant now) {
            return !now.isBefore(begins) && (ends == null || now.isBefore(ends));
        }
    }

    /** The posts that the person holds now, in the order of their appointments. */
    List<Post> postsOf(PersonId person, Instant now) {
        return appointments.getOrDefault(person, List.of()).stream()
                .filter(appointment -> appointment.at(now))
                .flatMap(appointment -> Stream.ofNullable(posts.get(appointment.post())))
                .toList();
    }

    Verdict judge(PersonId person, String permission, Subject subject, Instant now) {
        boolean found = false;
        for (Post post : postsOf(person, now)) {
            for (Role role : rolesOf(post)) {
                if (!role.permits(permission)) {
                    continue;
                }
                found = true;
                if (role.everywhere() || subject.unit() == null || isWithin(subject.unit(), post.unit())) {
                    // Nobody is judge in his own cause; he may read what an official may.
                    return subject.about().contains(person) && !permission.startsWith(READ)
                            ? new Verdict.Denied(Verdict.Reason.OWN_MATTER)
                            : new Verdict.Granted(post.unit());
                }
            }
        }
        return new Verdict.Denied(found ? Verdict.Reason.OTHER_UNIT : Verdict.Reason.NO_POST);
    }

    /** Those who hold a permission now for this unit. */
    List<PersonId> holders(String permission, Subject subject, Instant now) {
        return appointments.keySet().stream()
                .filter(person -> judge(person, permission, subject, now) instanceof Verdict.Granted)
                .toList();
    }

    /** Whether the person holds this permission for one of the units with these codes. */
    boolean permits(PersonId person, String permission, Collection<String> codes, Instant now) {
        return codes.stream()
                .flatMap(code -> unit(code).stream())
                .anyMatch(unit ->
                        judge(person, permission, Subject.of("unit", unit.id()).in(unit.id()), now)
                                instanceof Verdict.Granted);
    }

    Optional<Unit> unit(String code) {
        return units.values().stream().filter(unit -> unit.code().equals(code)).findFirst();
    }

    /** The unit, and all that it belongs to. */
    private boolean isWithin(UUID unit, UUID ancestor) {
        var seen = new ArrayList<UUID>();
        for (@Nullable UUID at = unit; at != null && !seen.contains(at); at = parent(at)) {
            if (at.equals(ancestor)) {
                return true;
            }
            seen.add(at);
        }
        return false;
    }

    private @Nullable UUID parent(UUID unit) {
        Unit found = units.get(unit);
        return found == null ? null : found.parent();
    }

    private List<Role> rolesOf(Post post) {
        return post.roles().stream()
                .flatMap(code -> Stream.ofNullable(roles.get(code)))
                .toList();
    }
}
