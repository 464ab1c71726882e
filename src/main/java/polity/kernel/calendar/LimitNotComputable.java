// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

/** A time limit was asked for that the rules of counting don't define. */
public final class LimitNotComputable extends RuntimeException {
    LimitNotComputable(String why) {
        super(why);
    }
}
