// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;

/** A component as it may be used, for the component page and for its tests. */
record Example(String id, String name, List<Component> components) {

    /** Every component, in the language of the frame. */
    static List<Example> all(Frame frame) {
        var words = frame.words("components");
        return List.of(
                named(words, "navigation", ExamplesOfText.navigation(words)),
                named(words, "button", ExamplesOfText.buttons(words)),
                named(words, "text", ExamplesOfText.text(words)),
                named(words, "notice", ExamplesOfText.notices(words)),
                named(words, "panel", List.of(ExamplesOfText.panel(words))),
                named(words, "tag", ExamplesOfText.tags(words)),
                named(words, "input", ExamplesOfQuestions.inputs(words)),
                named(words, "textArea", ExamplesOfQuestions.textAreas(words)),
                named(words, "radios", ExamplesOfQuestions.radios(words)),
                named(words, "checkboxes", ExamplesOfQuestions.checkboxes(words)),
                named(words, "select", ExamplesOfQuestions.selects(words)),
                named(words, "date", ExamplesOfQuestions.dates(words)),
                named(words, "upload", ExamplesOfQuestions.uploads(words)),
                named(words, "errors", List.of(ExamplesOfQuestions.errors(words))),
                named(words, "summary", ExamplesOfListings.summaries(words)),
                named(words, "table", ExamplesOfListings.tables(words)),
                named(words, "tasks", List.of(ExamplesOfListings.tasks(words))),
                named(words, "timeline", List.of(ExamplesOfListings.timeline(words))),
                named(words, "diagram", List.of(ExamplesOfListings.diagram(words))),
                named(words, "derivation", List.of(ExamplesOfListings.derivation(words))),
                named(words, "reasons", List.of(ExamplesOfListings.reasons(words))),
                named(words, "tiles", List.of(ExamplesOfListings.tiles(words))),
                named(words, "filter", List.of(ExamplesOfListings.filter(words))),
                named(words, "pagination", List.of(new Block.Pagination("?before=a", "?after=b"))),
                named(words, "empty", List.of(ExamplesOfText.empty(words))),
                named(words, "links", List.of(ExamplesOfText.links(words))));
    }

    private static Example named(Words words, String id, List<Component> components) {
        return new Example("example-" + id, words.say("name." + id), components);
    }
}
