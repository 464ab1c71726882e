// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Question;
import polity.kernel.page.Words;

/** Shows a form in the words of its package: a page as questions, the answers as a list. */
public final class FormView {

    private final FormDefinition form;
    private final FormWords says;
    private final boolean heads;

    /** @param files the uploaded files that answers may name */
    public FormView(FormDefinition form, Words words, Frame frame, Currency currency, Collection<Upload> files) {
        this(
                form,
                new FormWords(
                        words,
                        frame.words("forms"),
                        currency,
                        files.stream().collect(Collectors.toMap(Upload::file, Function.identity(), (one, _) -> one)),
                        Map.of()),
                true);
    }

    private FormView(FormDefinition form, FormWords says, boolean heads) {
        this.form = form;
        this.says = says;
        this.heads = heads;
    }

    /** The same for a page that has a heading of its own, such as one of the desk with all questions on it. */
    public FormView below() {
        return new FormView(form, says, false);
    }

    /** The same where answers are shown that were chosen from what registers have: what expressions see. */
    public FormView knowing(Map<String, @Nullable Object> known) {
        return new FormView(
                form, new FormWords(says.words(), says.usual(), says.currency(), says.files(), known), heads);
    }

    /** What the page asks; the only question of a page is its heading. */
    public String title(FormPage page) {
        String key = "page." + form.id() + "." + page.id() + ".title";
        return says.words().has(key)
                ? says.words().say(key)
                : says.label(page.fields().getFirst());
    }

    /** The questions of a page with the answers and errors so far. */
    public List<Component> questions(
            FormPage page,
            Map<String, @Nullable Object> answers,
            Map<String, List<String>> sent,
            List<FieldError> errors,
            Map<String, @Nullable Object> context) {
        return questions(page, alone(page), answers, sent, errors, context);
    }

    /** The questions about one of several things, whose name is the heading. */
    public List<Component> questionsAboutOne(
            FormPage page,
            Map<String, @Nullable Object> item,
            Map<String, List<String>> sent,
            List<FieldError> errors,
            Map<String, @Nullable Object> context) {
        return questions(page, false, item, sent, errors, context);
    }

    private boolean alone(FormPage page) {
        return heads
                && page.fields().size() == 1
                && !says.words().has("page." + form.id() + "." + page.id() + ".title");
    }

    private List<Component> questions(
            FormPage page,
            boolean single,
            Map<String, @Nullable Object> answers,
            Map<String, List<String>> sent,
            List<FieldError> errors,
            Map<String, @Nullable Object> context) {
        List<FormField> asked = page.fields().stream()
                .filter(field -> field.when() == null || field.when().holds(context))
                .toList();
        long answered =
                asked.stream().filter(field -> answers.containsKey(field.id())).count();
        var questions = new ArrayList<Component>();
        if (sent.isEmpty() && answered > 0 && answered < asked.size()) {
            questions.add(new Block.InsetText(says.usual().say("brought-up")));
        }
        for (FormField field : asked) {
            questions.add(question(
                    field,
                    single,
                    answers.containsKey(field.id()),
                    answers.get(field.id()),
                    sent,
                    error(field, errors),
                    context));
        }
        return questions;
    }

    /**
     * All answers: lists, and a card for each of several things.
     *
     * @param level of the headings of the cards
     */
    public List<Component> answers(Map<String, @Nullable Object> answers, int level, AnswerLinks links) {
        var shown = new ArrayList<Component>();
        var rows = new ArrayList<SummaryList.Row>();
        for (FormPage page : form.answered(answers)) {
            String change = links.change(page).orElse(null);
            if (page.repeat() == null) {
                rows.addAll(rows(page, answers, change, links));
                continue;
            }
            List<Map<String, @Nullable Object>> items = FormDefinition.items(page, answers);
            String count = items.isEmpty()
                    ? says.usual().say("no-items")
                    : says.usual().count("items", items.size());
            rows.add(new SummaryList.Row(title(page), List.of(count), List.of(), change, null));
            if (!items.isEmpty()) {
                shown.add(new SummaryList(List.copyOf(rows)));
                shown.addAll(cards(page, answers, level, links));
                rows.clear();
            }
        }
        if (!rows.isEmpty()) {
            shown.add(new SummaryList(rows));
        }
        return shown;
    }

    private List<Component> cards(FormPage page, Map<String, @Nullable Object> answers, int level, AnswerLinks links) {
        var cards = new ArrayList<Component>();
        for (Map<String, @Nullable Object> item : FormDefinition.items(page, answers)) {
            int number = cards.size() + 1;
            FormPage.Repeat repeat = Objects.requireNonNull(page.repeat());
            cards.add(new Listing.SummaryCard(
                    one(repeat, number),
                    level,
                    links.change(page, number).stream()
                            .map(href -> Link.to(href, says.usual().say("change")))
                            .toList(),
                    new SummaryList(rows(page.single(), item, null, within(repeat, number - 1, links)))));
        }
        return cards;
    }

    /** Where the answers lead that are about one of several things. */
    private static AnswerLinks within(FormPage.Repeat repeat, int place, AnswerLinks links) {
        return new AnswerLinks() {
            @Override
            public Optional<String> file(String question) {
                return links.file(repeat.at(place, question));
            }
        };
    }

    private List<SummaryList.Row> rows(
            FormPage page, Map<String, @Nullable Object> answers, @Nullable String change, AnswerLinks links) {
        return page.fields().stream()
                .filter(field -> answers.containsKey(field.id()))
                .map(field -> row(field, answers.get(field.id()), links))
                .map(row -> change == null ? row : row.changedAt(change))
                .toList();
    }

    private SummaryList.Row row(FormField field, @Nullable Object answer, AnswerLinks links) {
        Optional<String> file = says.file(answer) == null ? Optional.empty() : links.file(field.id());
        return file.map(href -> SummaryList.Row.of(says.named(field))
                        .linking(List.of(Link.to(href, says.shown(field, answer)))))
                .orElseGet(() -> SummaryList.Row.of(
                        says.named(field), says.shown(field, answer).lines().toArray(String[]::new)));
    }

    /** What one of several things is called, such as "Child 2". */
    public String one(FormPage.Repeat repeat, int number) {
        return says.words().say("group." + repeat.field() + ".item", "number", number);
    }

    /** The question whether there is another one. */
    public String another(FormPage.Repeat repeat) {
        return says.words().say("group." + repeat.field() + ".another");
    }

    /** The question whether there is one at all. */
    public String any(FormPage.Repeat repeat) {
        String key = "group." + repeat.field() + ".any";
        return says.words().has(key) ? says.words().say(key) : another(repeat);
    }

    /** The answers about one of several things. */
    public SummaryList summary(FormPage page, Map<String, @Nullable Object> item) {
        return new SummaryList(rows(page.single(), item, null, new AnswerLinks() {}));
    }

    /** An error as a sentence in the usual words, where no package has own ones. */
    public static String usual(FieldError error, Frame frame) {
        return FormWords.usual(error, frame.words("forms"));
    }

    /** An error as a sentence: the package's words where it has them, else the usual ones. */
    public String say(FieldError error) {
        return says.say(error);
    }

    private @Nullable String error(FormField field, List<FieldError> errors) {
        return errors.stream()
                .filter(error -> error.field().equals(field.id()))
                .findFirst()
                .map(this::say)
                .orElse(null);
    }

    private Question question(
            FormField field,
            boolean heading,
            boolean answered,
            @Nullable Object answer,
            Map<String, List<String>> sent,
            @Nullable String error,
            Map<String, @Nullable Object> context) {
        Object known = !answered && sent.isEmpty() && field.prefill() != null
                ? field.prefill().value(context)
                : answer;
        List<Choice> choices = says.choices(field, context);
        Field shown = Field.of(field.id(), says.label(field))
                .hint(hint(field, choices))
                .error(error);
        if (heading) {
            shown = shown.asHeading();
        }
        if (field.optional()) {
            shown = shown.asOptional();
        }
        List<String> values = sent.containsKey(field.id()) ? sent.get(field.id()) : FormWords.written(known);
        shown = shown.values(values);
        return switch (field.type()) {
            case RADIOS -> Question.Radios.of(shown, choices);
            case YES_NO ->
                new Question.Radios(
                        shown,
                        List.of(
                                Choice.of("yes", says.usual().say("yes")),
                                Choice.of("no", says.usual().say("no"))),
                        true);
            case CHECKBOXES -> new Question.Checkboxes(shown, choices);
            case SELECT -> new Question.Select(shown, choices);
            case TEXTAREA -> new Question.TextArea(shown, 5, (int) field.most());
            case INTEGER -> Question.Input.number(shown, 10);
            case MONEY ->
                Question.Input.number(shown, 10)
                        .prefix(says.currency()
                                .getSymbol(says.words().language().locale()));
            case EMAIL -> Question.Input.email(shown);
            case TEL -> Question.Input.telephone(shown);
            case FILE -> upload(shown, field, says.file(known));
            case DATE -> date(shown, field, known, sent);
            case TIME -> Question.Input.of(shown).width(10).noSpellcheck();
            case TEXT -> text(shown, field);
        };
    }

    /** What helps to answer; where registers have nothing to choose from, what can be done about that. */
    private @Nullable String hint(FormField field, List<Choice> choices) {
        return field.choices() != null && choices.isEmpty() ? says.usual().say("no-choices") : says.hint(field);
    }

    /** How names of files of a kind end. */
    private static String names(String kind) {
        return kind.equals("jpeg") ? ".jpeg,.jpg" : "." + kind;
    }

    private Question upload(Field shown, FormField field, @Nullable Upload kept) {
        String accept = field.kinds().stream().map(FormView::names).collect(Collectors.joining(","));
        var upload = new Question.Upload(shown, accept, false);
        return kept == null
                ? upload
                : upload.keeping(
                        says.usual().say("uploaded", "name", kept.name()),
                        kept.file().hex());
    }

    private static Question text(Field shown, FormField field) {
        Question.Input input = Question.Input.of(shown);
        if (field.most() <= 20) {
            input = input.width(field.most() <= 10 ? 10 : 20).noSpellcheck();
        }
        return field.autocomplete().isPresent()
                ? input.autocomplete(field.autocomplete().get())
                : input;
    }

    private static Question date(Field shown, FormField field, @Nullable Object known, Map<String, List<String>> sent) {
        Question.DateInput input = Question.DateInput.of(shown);
        if (sent.containsKey(field.id() + "-day")) {
            return input.value(
                    first(sent, field.id() + "-day"),
                    first(sent, field.id() + "-month"),
                    first(sent, field.id() + "-year"));
        }
        return known instanceof LocalDate date
                ? input.value(
                        Integer.toString(date.getDayOfMonth()),
                        Integer.toString(date.getMonthValue()),
                        Integer.toString(date.getYear()))
                : input;
    }

    private static String first(Map<String, List<String>> sent, String name) {
        List<String> values = sent.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}
