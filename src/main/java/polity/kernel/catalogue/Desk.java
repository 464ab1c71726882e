// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.List;

/**
 * How officials find what somebody holds.
 *
 * @param register in which it stands
 * @param search fields by which it is found
 */
public record Desk(String register, List<String> search) {}
