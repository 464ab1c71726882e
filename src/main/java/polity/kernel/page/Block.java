// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A component that says something, or leads somewhere. */
public sealed interface Block extends Component {

    /** A heading within the page. */
    record Heading(String text, int level) implements Block {
        String classes() {
            return level <= 2 ? "govuk-heading-m" : "govuk-heading-s";
        }
    }

    /** A paragraph. */
    record Paragraph(String text) implements Block {}

    /** Short points; in their order if it matters. */
    record Points(List<String> points, boolean ordered) implements Block {}

    /** Back to the question before. */
    record BackLink(String href) implements Block {}

    /** The way from the first page to this one, which is not in it. */
    record Breadcrumbs(List<Link> links) implements Block {}

    /**
     * A button that sends the form, or one that leads somewhere.
     *
     * @param href where it leads; absent: it sends the form
     * @param name and value tell the server which of several buttons was pressed
     */
    record Button(
            String text,
            Kind kind,
            @Nullable String href,
            @Nullable String name,
            @Nullable String value,
            boolean disabled)
            implements Block {

        public static Button of(String text) {
            return new Button(text, Kind.PRIMARY, null, null, null, false);
        }

        public static Button secondary(String text) {
            return new Button(text, Kind.SECONDARY, null, null, null, false);
        }

        /** For what can't be undone. */
        public static Button warning(String text) {
            return new Button(text, Kind.WARNING, null, null, null, false);
        }

        /** Begins a service. */
        public static Button start(String text) {
            return new Button(text, Kind.START, null, null, null, false);
        }

        public Button to(String address) {
            return new Button(text, kind, address, name, value, disabled);
        }

        public Button sending(String newName, String newValue) {
            return new Button(text, kind, href, newName, newValue, disabled);
        }

        public Button asDisabled() {
            return new Button(text, kind, href, name, value, true);
        }

        String classes() {
            return switch (kind) {
                case PRIMARY -> "govuk-button";
                case SECONDARY -> "govuk-button govuk-button--secondary";
                case WARNING -> "govuk-button govuk-button--warning";
                case START -> "govuk-button govuk-button--start";
            };
        }

        boolean start() {
            return kind == Kind.START;
        }

        /** What a button is for. */
        public enum Kind {
            PRIMARY,
            SECONDARY,
            WARNING,
            START
        }
    }

    /** Buttons that belong together, and a link beside them. */
    record ButtonGroup(List<Button> buttons, @Nullable Link link) implements Block {}

    /** More, for whoever wants to read it. */
    record Details(String summary, List<Component> body, boolean open) implements Block {
        public static Details of(String summary, Component... body) {
            return new Details(summary, List.of(body), false);
        }
    }

    /** What is wrong on this page; stands first and takes the focus. */
    record ErrorSummary(List<Item> items) implements Block {
        /** An error, and the id of the control that it leads to. */
        public record Item(String text, String target) {}
    }

    /** Something to know that differs from the text around it. */
    record InsetText(String text) implements Block {}

    /** A consequence to know before going on. */
    record WarningText(String text) implements Block {}

    /**
     * News about the page or about what was just done.
     *
     * @param done whether it tells a success
     */
    record NotificationBanner(
            String heading, @Nullable String text, @Nullable Link link, boolean done) implements Block {
        String classes() {
            return done ? "govuk-notification-banner govuk-notification-banner--success" : "govuk-notification-banner";
        }
    }

    /** It is done: the confirmation at the end of a service. */
    record Panel(
            String title, @Nullable String label, @Nullable String reference) implements Block {}

    /** A status in one or two words. */
    record Tag(String text, Tone tone) implements Block {}

    /** There is nothing here, why, and what to do. */
    record EmptyState(String title, String text, @Nullable Link action) implements Block {}

    /** Earlier and later entries of a list that is read by key. */
    record Pagination(@Nullable String previous, @Nullable String next) implements Block {}

    /** The top of a first page, with its search. */
    record Hero(String title, String lead, @Nullable String searchAction) implements Block {}

    /**
     * Something that goes on and will be done in a moment; the page looks again by itself where it can.
     *
     * @param again leads to the same page
     */
    record Progress(String text, Link again) implements Block {}

    /** What the page says, once more for machines (JSON-LD). Nothing of it is shown. */
    record LinkedData(Map<String, Object> thing) implements Block {
        /** As JSON in which nothing can end the element around it. */
        String json() {
            return JsonMapper.shared()
                    .writeValueAsString(thing)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        }
    }

    /** Places to go to, each with a sentence. */
    record LinkGrid(List<Entry> entries) implements Block {
        /** A place to go to. */
        public record Entry(Link link, @Nullable String text) {}
    }
}
