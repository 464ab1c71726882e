// SPDX-License-Identifier: Apache-2.0
/**
 * Speed and memory, measured from outside: the server is a process of its own, and what it is compared with is measured
 * in the same run. Not part of the program.
 */
@NullMarked
package polity.bench;

import org.jspecify.annotations.NullMarked;
