// SPDX-License-Identifier: Apache-2.0
/** The tests that hold the walls up: what STYLE.md and the design promise of the whole house, checked by the build. */
@NullMarked
package polity.house;

import org.jspecify.annotations.NullMarked;
