// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** A component that shows many things of one kind. */
public sealed interface Listing extends Component {

    /** Answers or facts, each with what it is and perhaps a way to change it. */
    record SummaryList(List<Row> rows) implements Listing {

        public static SummaryList of(Row... rows) {
            return new SummaryList(List.of(rows));
        }

        boolean changeable() {
            return rows.stream().anyMatch(row -> row.change() != null);
        }

        String classes(Row row) {
            return changeable() && row.change() == null
                    ? "govuk-summary-list__row govuk-summary-list__row--no-actions"
                    : "govuk-summary-list__row";
        }

        /**
         * A fact.
         *
         * @param lines what it is, line by line
         * @param links where more of it stands, such as the law it rests on
         * @param change where it is changed
         * @param tag shown with the value
         */
        public record Row(
                String key,
                List<String> lines,
                List<Link> links,
                @Nullable String change,
                Block.@Nullable Tag tag) {
            public static Row of(String key, String... lines) {
                return new Row(key, List.of(lines), List.of(), null, null);
            }

            public Row linking(List<Link> more) {
                return new Row(key, lines, List.copyOf(more), change, tag);
            }

            public Row changedAt(String href) {
                return new Row(key, lines, links, href, tag);
            }

            public Row tagged(Block.Tag status) {
                return new Row(key, lines, links, change, status);
            }
        }
    }

    /** A summary list of one of several things, under its name. */
    record SummaryCard(String title, int level, List<Link> actions, SummaryList list) implements Listing {}

    /**
     * A table.
     *
     * @param id unique on the page
     * @param firstIsHeader whether the first cell names its row
     * @param stacked whether rows become cards on a narrow screen; otherwise it scrolls in its own frame
     * @param captionHidden whether the caption is for assistive technology only
     */
    record Table(
            String id,
            String caption,
            List<Column> columns,
            List<List<Cell>> rows,
            @Nullable List<Cell> foot,
            boolean firstIsHeader,
            boolean stacked,
            boolean captionHidden)
            implements Listing {

        public static Table of(String id, String caption, List<Column> columns, List<List<Cell>> rows) {
            return new Table(id, caption, columns, rows, null, true, false, false);
        }

        public Table foot(List<Cell> cells) {
            return new Table(id, caption, columns, rows, cells, firstIsHeader, stacked, captionHidden);
        }

        public Table asStacked() {
            return new Table(id, caption, columns, rows, foot, firstIsHeader, true, captionHidden);
        }

        public Table hidingCaption() {
            return new Table(id, caption, columns, rows, foot, firstIsHeader, stacked, true);
        }

        String captionId() {
            return id + "-caption";
        }

        String classes() {
            return stacked ? "govuk-table polity-table--stacked" : "govuk-table";
        }

        String captionClasses() {
            return captionHidden
                    ? "govuk-table__caption govuk-visually-hidden"
                    : "govuk-table__caption govuk-table__caption--m";
        }

        /** Roles are said only where the styles take them away from a table. */
        @Nullable
        String role(String role) {
            return stacked ? role : null;
        }

        String headerClasses(int column) {
            return columns.get(column).numeric()
                    ? "govuk-table__header govuk-table__header--numeric"
                    : "govuk-table__header";
        }

        String cellClasses(int column) {
            return columns.get(column).numeric() ? "govuk-table__cell govuk-table__cell--numeric" : "govuk-table__cell";
        }

        @Nullable
        String label(int column) {
            return stacked ? columns.get(column).label() : null;
        }

        boolean isHeader(int column) {
            return column == 0 && firstIsHeader;
        }

        /**
         * A column.
         *
         * @param sort address of the list sorted by it
         * @param order how it is sorted by it now
         */
        public record Column(
                String label,
                boolean numeric,
                @Nullable String sort,
                @Nullable Order order) {
            public static Column of(String label) {
                return new Column(label, false, null, null);
            }

            public static Column numeric(String label) {
                return new Column(label, true, null, null);
            }

            public Column sortedAt(String href, @Nullable Order now) {
                return new Column(label, numeric, href, now);
            }

            @Nullable
            String ariaSort() {
                return order == null ? null : order.name().toLowerCase(Locale.ROOT);
            }
        }

        /** Smallest or largest first. */
        public enum Order {
            ASCENDING,
            DESCENDING
        }

        /** What stands in a cell: text, perhaps as a link or as a status. */
        public record Cell(
                String text,
                @Nullable String href,
                @Nullable Tone tone) {
            public static Cell of(String text) {
                return new Cell(text, null, null);
            }

            public static Cell link(String text, String href) {
                return new Cell(text, href, null);
            }

            public static Cell tag(String text, Tone tone) {
                return new Cell(text, null, tone);
            }
        }
    }

    /** Things to do, each with its status. */
    record TaskList(String id, List<Task> tasks) implements Listing {
        /**
         * Something to do.
         *
         * @param href absent: it can't be begun yet
         * @param tone absent: the status is done or needs no colour
         */
        public record Task(
                String title,
                @Nullable String hint,
                @Nullable String href,
                String status,
                @Nullable Tone tone) {}

        String id(int index, String part) {
            return id + "-" + (index + 1) + "-" + part;
        }

        String describedBy(int index) {
            return tasks.get(index).hint() == null
                    ? id(index, "status")
                    : id(index, "hint") + " " + id(index, "status");
        }
    }

    /** What happened and what comes, in order. */
    record Timeline(List<Event> events) implements Listing {
        /** Something that happened, is going on, or is to come. */
        public record Event(
                String title,
                Words.@Nullable Moment moment,
                @Nullable String text,
                @Nullable Link link,
                State state) {
            String classes() {
                return state == State.PAST
                        ? "polity-timeline__event"
                        : "polity-timeline__event polity-timeline__event--"
                                + state.name().toLowerCase(Locale.ROOT);
            }
        }

        /** Where an event stands in time. */
        public enum State {
            PAST,
            CURRENT,
            COMING
        }
    }

    /**
     * A picture of boxes and what leads from one to another; beside it stands in words what it shows.
     *
     * @param label what it shows, for those who don't see it
     * @param ways what leads from box to box, each as points "x,y x,y"
     */
    record Diagram(String label, int width, int height, List<Box> boxes, List<String> ways) implements Listing {
        /**
         * Something in it, with its upper left corner.
         *
         * @param lines what stands in it, or beside it where it is small
         */
        public record Box(Shape shape, Tense tense, int x, int y, int width, int height, List<String> lines) {
            private static final int LINE = 17;

            int middle() {
                return x + width / 2;
            }

            boolean isRound() {
                return shape == Shape.POINT || shape == Shape.END;
            }

            boolean isSmall() {
                return shape == Shape.POINT || shape == Shape.QUESTION;
            }

            int textX() {
                return isSmall() ? x + width + 6 : middle();
            }

            /** Where the base of a line of its text lies. */
            int textY(int line) {
                return shape == Shape.END
                        ? y + height + LINE + line * LINE
                        : y + height / 2 + 5 + line * LINE - (lines.size() - 1) * LINE / 2;
            }

            /** The corners of a square on its tip. */
            String corners() {
                int half = width / 2;
                return middle() + "," + y + " " + (x + width) + "," + (y + half) + " " + middle() + "," + (y + width)
                        + " " + x + "," + (y + half);
            }

            String classes() {
                return "polity-diagram__box polity-diagram__box--"
                        + shape.name().toLowerCase(Locale.ROOT) + " polity-diagram__box--"
                        + tense.name().toLowerCase(Locale.ROOT);
            }
        }

        /** What a box looks like. */
        public enum Shape {
            /** What people do. */
            STEP,
            /** What the program does. */
            ACT,
            /** Where it divides. */
            QUESTION,
            /** Where it begins, or waits. */
            POINT,
            /** Where it ends. */
            END
        }

        /** Where what a box stands for stands in time. */
        public enum Tense {
            PAST,
            CURRENT,
            COMING
        }
    }

    /** How a fee, a date or a time limit came about, step by step. */
    record Derivation(String title, List<Step> steps, String totalLabel, String total) implements Listing {
        /** A step, its result so far, and the rule of law it rests on. */
        public record Step(
                String label,
                @Nullable String note,
                @Nullable Link citation,
                String value) {}
    }

    /** Why something was decided as it was, each reason with the rule of law it rests on. */
    record Reasons(List<Reason> reasons) implements Listing {
        /** A reason, and where the law says so. */
        public record Reason(String text, @Nullable Link citation) {}
    }

    /** A few figures. */
    record Tiles(List<Tile> tiles) implements Listing {
        /** A figure; {@code href} leads to what it counts. */
        public record Tile(
                String label,
                String value,
                @Nullable String note,
                @Nullable String href) {}
    }

    /**
     * Narrows a list of the desk; sent by GET to its own address.
     *
     * @param clear address of the whole list; absent: nothing is narrowed
     */
    record FilterBar(
            String action,
            List<Question> questions,
            @Nullable String clear) implements Listing {}
}
