// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;

/**
 * What a date is in a place.
 *
 * @param reason why it is a working day or not: {@code day.working}, {@code day.make-up}, {@code day.weekend},
 *     {@code day.holiday}, {@code day.substitute} or {@code day.one-off}
 * @param provisional whether the official notice that settles the year isn't known yet
 */
public record Day(LocalDate date, boolean working, Reason reason, boolean provisional) {}
