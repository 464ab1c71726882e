// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.Instant;

import polity.kernel.identity.PersonId;
import polity.kernel.identity.Secret;

/** What became of somebody who wanted to sign in, one way or another. */
sealed interface Entry {

    /** Signed in; the token is what the browser gets. */
    record Done(PersonId person, Secret token) implements Entry {}

    /** Address and password don't belong together, or there is no such account: which of them isn't said. */
    record Refused() implements Entry {}

    /** Too many failures at this address. */
    record Wait(Instant until) implements Entry {}

    /** The person doesn't work here. */
    record NotAdmitted() implements Entry {}

    /** The link was used, or the account is there already. */
    record Used() implements Entry {}

    /** The link isn't good any more, or never was. */
    record Expired() implements Entry {}
}
