// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * What is lasting about a place.
 *
 * @param weekend the days of the week on which nobody works
 * @param noticesRequired whether a year is settled only by an official notice
 * @param rules its standing rules, earlier ones naming a day first
 */
record PlaceDefinition(
        Place place,
        Name name,
        ZoneId zone,
        Set<DayOfWeek> weekend,
        LocalTime officeCloses,
        boolean noticesRequired,
        List<HolidayRules> rules) {}
