// SPDX-License-Identifier: Apache-2.0
/** One running program and one browser, shared by all tests of a run. */
@NullMarked
package polity.testing;

import org.jspecify.annotations.NullMarked;
