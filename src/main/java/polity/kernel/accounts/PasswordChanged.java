// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.util.UUID;

/** A person's password is another one now; the owner is told, in case it wasn't he who changed it. */
record PasswordChanged(UUID person) {}
