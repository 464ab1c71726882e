// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.UUID;

/**
 * Who is signed in, as the header shows it.
 *
 * @param person opaque id
 * @param displayName name that the person knows themself by
 * @param unread messages not read yet
 */
public record Viewer(UUID person, String displayName, int unread) {}
