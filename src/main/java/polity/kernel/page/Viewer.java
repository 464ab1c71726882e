// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

/**
 * Who is signed in, as the header shows it.
 *
 * @param displayName name that the person knows themself by
 * @param unread messages not read yet
 */
public record Viewer(String displayName, int unread) {}
