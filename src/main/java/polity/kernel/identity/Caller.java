// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Context;
import polity.kernel.node.Zone;

/**
 * Who comes with a request. Handlers take it as an argument.
 *
 * @param person who signed in; absent for a visitor
 * @param session the session, which a visitor has only while drafting; absent with an access token
 * @param name what to call the person, empty for a visitor
 * @param scopes what an access token permits; absent where no token limits the person
 * @param address where the request went, path and query, to come back to after signing in
 */
public record Caller(
        @Nullable PersonId person,
        @Nullable UUID session,
        Zone zone,
        String name,
        @Nullable Set<String> scopes,
        String address) {

    /** Whether somebody is signed in. */
    public boolean known() {
        return person != null;
    }

    /**
     * The person who signed in. A visitor is sent to sign in and comes back; a program without a valid access token is
     * answered 401.
     */
    public PersonId signedIn() {
        if (person == null) {
            throw new SignInNeeded(zone, address);
        }
        return person;
    }

    /** The person who signed in, if what he came with permits this, such as {@code cases:write}. */
    public PersonId signedInFor(String scope) {
        PersonId signedIn = signedIn();
        if (scopes != null && !scopes.contains(scope)) {
            throw new ScopeMissing(scope);
        }
        return signedIn;
    }

    /** What owns what this caller writes: the person, or else the session of somebody who drafts. */
    public Optional<UUID> actor() {
        return Optional.ofNullable(person != null ? person.value() : session);
    }

    /** The context of a transaction in which this caller acts for himself. */
    public Context context(String purpose) {
        return new Context(actor().orElse(null), null, purpose);
    }

    /** Only somebody who is signed in may do this. Becomes the way to the sign-in page and back. */
    static final class SignInNeeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Zone zone;
        private final String address;

        SignInNeeded(Zone zone, String address) {
            super("Only somebody who is signed in may do this", null, false, false);
            this.zone = zone;
            this.address = address;
        }

        Zone zone() {
            return zone;
        }

        String address() {
            return address;
        }
    }

    /** The access token doesn't permit this. Becomes 403. */
    static final class ScopeMissing extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String scope;

        ScopeMissing(String scope) {
            super("The access token lacks the scope " + scope, null, false, false);
            this.scope = scope;
        }

        String scope() {
            return scope;
        }
    }
}
