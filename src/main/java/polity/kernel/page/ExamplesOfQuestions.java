// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;

import polity.kernel.page.Question.Checkboxes;
import polity.kernel.page.Question.DateInput;
import polity.kernel.page.Question.Input;
import polity.kernel.page.Question.Radios;
import polity.kernel.page.Question.Select;
import polity.kernel.page.Question.TextArea;
import polity.kernel.page.Question.Upload;

/** Examples of the components that ask something. */
final class ExamplesOfQuestions {

    private ExamplesOfQuestions() {}

    static List<Component> inputs(Words words) {
        return List.of(
                Input.of(Field.of("name", words.say("fullName")).hint(words.say("fullNameHint")))
                        .autocomplete("name")
                        .noSpellcheck(),
                Input.of(Field.of("other.name", words.say("fullName"))
                                .value("<b>\"Mei\" & Co</b>")
                                .error(words.say("fullNameError")))
                        .noSpellcheck(),
                Input.number(Field.of("rent", words.say("amount")), 10)
                        .prefix("£")
                        .suffix(words.say("year")),
                Input.of(Field.of("postcode", words.say("postcode"))).width(10).autocomplete("postal-code"),
                Input.email(Field.of("email", words.say("email"))
                        .hint(words.say("emailHint"))
                        .asOptional()));
    }

    static List<Component> textAreas(Words words) {
        return List.of(
                new TextArea(Field.of("remarks", words.say("remarks")).asOptional(), 3, null),
                new TextArea(Field.of("reason", words.say("reason")).error(words.say("reasonError")), 5, 300));
    }

    static List<Component> radios(Words words) {
        return List.of(contact(words, false), contact(words, true));
    }

    private static Radios contact(Words words, boolean wrong) {
        var name = wrong ? "contactAgain" : "contact";
        var telephone = Input.telephone(
                Field.of(name + "Telephone", words.say("telephone")).error(wrong ? words.say("telephoneError") : null));
        return Radios.of(
                Field.of(name, words.say("contact")).value(wrong ? "telephone" : null),
                List.of(
                        Choice.of("email", words.say("byEmail")),
                        Choice.of("letter", words.say("byLetter")).hint(words.say("byLetterHint")),
                        Choice.of("telephone", words.say("byTelephone")).with(telephone)));
    }

    static List<Component> checkboxes(Words words) {
        var field = Field.of("vehicles", words.say("vehicles"))
                .hint(words.say("vehiclesHint"))
                .values(List.of("car", "van"));
        var wrong = Field.of("vehiclesAgain", words.say("vehicles")).error(words.say("vehiclesError"));
        return List.of(new Checkboxes(field, vehicles(words)), new Checkboxes(wrong, vehicles(words)));
    }

    private static List<Choice> vehicles(Words words) {
        return List.of(
                Choice.of("car", words.say("car")),
                Choice.of("motorcycle", words.say("motorcycle")),
                Choice.of("van", words.say("van")).hint(words.say("vanHint")),
                Choice.of("none", words.say("none")).asExclusive());
    }

    static List<Component> selects(Words words) {
        return List.of(new Select(
                Field.of("district", words.say("district")).value("harbour"),
                List.of(
                        Choice.of("", words.say("districtPick")),
                        Choice.of("north", words.say("north")),
                        Choice.of("harbour", words.say("harbour")),
                        Choice.of("oldTown", words.say("oldTown")))));
    }

    static List<Component> dates(Words words) {
        return List.of(
                DateInput.of(Field.of("birth", words.say("birth")).hint(words.say("birthHint")))
                        .asBirthday(),
                moved(words));
    }

    private static DateInput moved(Words words) {
        return DateInput.of(Field.of("moved", words.say("moved")).error(words.say("movedError")))
                .value("14", "2", "")
                .wrong(DateInput.Part.YEAR);
    }

    static List<Component> uploads(Words words) {
        return List.of(
                new Upload(
                        Field.of("agreement", words.say("document")).hint(words.say("documentHint")),
                        ".pdf,image/jpeg,image/png",
                        true),
                new Upload(
                        Field.of("agreementAgain", words.say("document")).error(words.say("documentError")),
                        null,
                        false));
    }

    static Component errors(Words words) {
        return new Block.ErrorSummary(List.of(
                new Block.ErrorSummary.Item(words.say("fullNameError"), "other-name"),
                new Block.ErrorSummary.Item(
                        words.say("movedError"), moved(words).target())));
    }
}
