// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

/**
 * How the law counts a time limit.
 *
 * @param period how long
 * @param event the name of what starts it, or for a limit counted backwards of what it must precede
 * @param counting which days around the event count
 * @param backward "at least ten working days before the event": counted from the event into the past
 * @param lastDayMoves a last day that is no working day moves on to the next one (backward: to the one before)
 * @param untilOfficeCloses the last day ends when the office closes, not at 24:00
 * @param basis the article that the rule rests on, or empty
 */
public record LimitRule(
        Period period,
        String event,
        Counting counting,
        boolean backward,
        boolean lastDayMoves,
        boolean untilOfficeCloses,
        String basis) {

    /** Which days around the event count. */
    public enum Counting {
        /** The day of the event is not counted (Civil Code of China article 201; Regulation 1182/71 article 3). */
        AFTER_EVENT_DAY,
        /** The day of the event is the first day. */
        FROM_EVENT_DAY,
        /**
         * Neither the day of the act nor the day of the event is counted (Civil Procedure Rules 2.8). Forward, the
         * limit is the waiting time, and the event may take place on the day after its last day; backward, its last
         * day is the last on which the act may be done.
         */
        CLEAR_DAYS
    }

    /** The usual rule: the day of the event is not counted, the last day moves to a working day and ends at 24:00. */
    public static LimitRule of(Period period, String event) {
        return new LimitRule(period, event, Counting.AFTER_EVENT_DAY, false, true, false, "");
    }

    public LimitRule counting(Counting which) {
        return new LimitRule(period, event, which, backward, lastDayMoves, untilOfficeCloses, basis);
    }

    /** Counted back from the event. */
    public LimitRule before() {
        return new LimitRule(period, event, counting, true, lastDayMoves, untilOfficeCloses, basis);
    }

    /** The last day stays where it falls, working day or not. */
    public LimitRule lastDayStays() {
        return new LimitRule(period, event, counting, backward, false, untilOfficeCloses, basis);
    }

    public LimitRule untilTheOfficeCloses() {
        return new LimitRule(period, event, counting, backward, lastDayMoves, true, basis);
    }

    public LimitRule onBasis(String article) {
        return new LimitRule(period, event, counting, backward, lastDayMoves, untilOfficeCloses, article);
    }
}
