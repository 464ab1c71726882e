// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

/**
 * How a time limit stands at an instant.
 *
 * @param overdue whether it has ended
 * @param standing whether its clock stands still
 * @param days days from today to the last day, 0 on the last day; when overdue, days since the last day
 * @param workingDays the same in working days
 */
public record Remaining(boolean overdue, boolean standing, int days, int workingDays) {}
