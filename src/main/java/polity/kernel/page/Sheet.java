// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A page that is nothing but components.
 *
 * @param title of the window, and the heading unless a question is the heading
 * @param caption what the page belongs to, above the heading
 * @param before what stands before the heading, like a back link
 * @param action address that the answers are sent to; absent: the page asks nothing
 * @param wide whether it takes the whole width
 */
public record Sheet(
        String title,
        @Nullable String caption,
        List<Component> before,
        List<Component> body,
        @Nullable String action,
        boolean wide) {

    /** A page to read. */
    public static Sheet of(String title, Component... body) {
        return new Sheet(title, null, List.of(), List.of(body), null, false);
    }

    public Sheet caption(String text) {
        return new Sheet(title, text, before, body, action, wide);
    }

    public Sheet before(Component... components) {
        return new Sheet(title, caption, List.of(components), body, action, wide);
    }

    /** Makes it a form that sends its answers there. */
    public Sheet sendingTo(String address) {
        return new Sheet(title, caption, before, body, address, wide);
    }

    public Sheet asWide() {
        return new Sheet(title, caption, before, body, action, true);
    }

    /** The questions with errors, in their order on the page. */
    List<Block.ErrorSummary.Item> errors() {
        return questions(body)
                .flatMap(question -> Stream.ofNullable(question.field().error())
                        .map(error -> new Block.ErrorSummary.Item(error, question.target())))
                .toList();
    }

    /** What spans the whole width above the content: a hero that comes first. */
    Block.@Nullable Hero hero() {
        return !body.isEmpty() && body.getFirst() instanceof Block.Hero hero ? hero : null;
    }

    List<Component> content() {
        return hero() == null ? body : body.subList(1, body.size());
    }

    boolean showsHeading() {
        return questions(body).noneMatch(question -> question.field().heading())
                && body.stream().noneMatch(it -> it instanceof Block.Panel || it instanceof Block.Hero);
    }

    boolean uploads() {
        return questions(body).anyMatch(Question.Upload.class::isInstance);
    }

    private static Stream<Question> questions(List<Component> components) {
        return components.stream().flatMap(component -> switch (component) {
            case Question question -> Stream.concat(Stream.of(question), following(question));
            case Listing.FilterBar bar -> questions(List.copyOf(bar.questions()));
            case Block _, Listing _ -> Stream.empty();
        });
    }

    private static Stream<Question> following(Question question) {
        var choices = switch (question) {
            case Question.Radios radios -> radios.choices();
            case Question.Checkboxes checkboxes -> checkboxes.choices();
            default -> List.<Choice>of();
        };
        return choices.stream().flatMap(choice -> questions(choice.more()));
    }
}
