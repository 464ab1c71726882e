// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.util.UUID;

/** Somebody asked for a link by e-mail. */
record LinkWanted(UUID link) {}
