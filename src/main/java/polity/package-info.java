// SPDX-License-Identifier: Apache-2.0
/** Polity: the software of a government authority in one program. */
@NullMarked
package polity;

import org.jspecify.annotations.NullMarked;
