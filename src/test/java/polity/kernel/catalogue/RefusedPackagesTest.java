// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** What a package is refused for, each time with the file, the line and the reason. */
class RefusedPackagesTest {

    @TempDir
    private Path folder;

    private void refused(String kind, String place, String reason) {
        assertThat(Packages.problems(kind, folder))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith(place + ": ").contains(reason));
    }

    @Test
    void a_document_that_is_revoked_while_its_entry_goes_on_is_refused() {
        refused("document-revoked-alone", "service.yaml:50", "ends what it certifies");
    }

    @Test
    void a_condition_on_an_entry_that_there_is_not_is_refused() {
        refused("condition-without-entry", "service.yaml:30", "must name its \"register\"");
    }

    @Test
    void a_cycle_between_decisions_is_refused() {
        refused("cycle", "rules.dmn:23", "circle");
    }

    @Test
    void a_name_in_rules_that_nothing_has_is_refused() {
        refused("unknown-name-in-rules", "rules.dmn:26", "\"fact\" is not known");
    }

    @Test
    void an_input_that_no_case_has_is_refused() {
        refused("unknown-input", "rules.dmn:21", "weather");
    }

    @Test
    void rules_without_an_outcome_is_refused() {
        refused("no-outcome", "rules.dmn:1", "\"Outcome\" is missing");
    }

    @Test
    void a_function_in_java_is_refused() {
        refused("java-function", "rules.dmn:24", "kind Java");
    }

    @Test
    void a_function_in_pmml_is_refused() {
        refused("pmml-function", "rules.dmn:24", "kind PMML");
    }

    @Test
    void a_rule_without_end_is_refused() {
        refused("endless-rule", "rules.dmn:83", "1000000000 entries");
    }

    @Test
    void a_function_that_calls_itself_is_refused() {
        refused("recursion", "rules.dmn:23", "requires itself");
    }

    @Test
    void a_rule_that_asks_the_clock_is_refused() {
        refused("clock", "rules.dmn:83", "today() is not allowed");
    }

    @Test
    void juel_in_rules_is_refused() {
        refused("juel-in-rules", "rules.dmn:83", "$");
    }

    @Test
    void juel_in_a_form_is_refused() {
        refused("juel-in-form", "form.yaml:13", "$");
    }

    @Test
    void a_script_among_rules_is_refused() {
        refused("script-element", "rules.dmn:23", "<script>");
    }

    @Test
    void an_attribute_that_is_not_listed_is_refused() {
        refused("unknown-attribute", "rules.dmn:23", "onEvaluate");
    }

    @Test
    void an_import_of_other_models_is_refused() {
        refused("import", "rules.dmn:4", "<import>");
    }

    @Test
    void an_xml_entity_is_refused() {
        refused("entity", "rules.dmn:2", "entity");
    }

    @Test
    void a_parameter_that_is_not_declared_is_refused() {
        refused("unknown-parameter", "rules.dmn:72", "huge");
    }

    @Test
    void a_key_that_a_service_does_not_have_is_refused() {
        refused("unknown-key-in-service", "service.yaml:5", "\"listener\" is not known");
    }

    @Test
    void a_key_that_a_form_does_not_have_is_refused() {
        refused("unknown-key-in-form", "form.yaml:7", "\"maxi\" is not known");
    }

    @Test
    void a_class_name_in_an_effect_is_refused() {
        refused("unknown-key-in-effect", "service.yaml:51", "\"class\" is not known");
    }

    @Test
    void an_effect_that_there_is_not_is_refused() {
        refused("unknown-effect", "service.yaml:51", "\"do\" is one of");
    }

    @Test
    void an_effect_on_a_register_that_others_keep_is_refused() {
        refused("register-of-others", "service.yaml:33", "services give no entries of the register \"addresses\"");
    }

    @Test
    void a_fact_that_is_not_declared_is_refused() {
        refused("unknown-fact", "service.yaml:23", "facts.home.household");
    }

    @Test
    void a_field_that_a_fact_does_not_have_is_refused() {
        refused("unknown-field-of-a-fact", "service.yaml:23", "facts.residence.family");
    }

    @Test
    void an_answer_to_no_question_is_refused() {
        refused("unknown-answer", "form.yaml:16", "answers.wieght");
    }

    @Test
    void a_register_that_there_is_not_is_refused() {
        refused("unknown-register", "service.yaml:18", "adresses");
    }

    @Test
    void a_look_up_that_a_register_does_not_offer_is_refused() {
        refused("undeclared-look-up", "service.yaml:19", "isn't looked up by street");
    }

    @Test
    void a_field_that_a_register_does_not_have_is_refused() {
        refused("unknown-register-field", "service.yaml:39", "no field \"owner\"");
    }

    @Test
    void a_document_that_shows_everybody_what_is_not_public_is_refused() {
        refused("secret-shown", "service.yaml:43", "\"holder\" is no public field of the register \"permits\"");
    }

    @Test
    void a_limit_that_is_not_declared_is_refused() {
        refused("unknown-limit", "service.yaml:30", "houshold");
    }

    @Test
    void a_form_that_there_is_not_is_refused() {
        refused("unknown-form", "service.yaml:47", "giving-up");
    }

    @Test
    void a_holder_s_procedure_without_a_register_is_refused() {
        refused("holder-without-register", "service.yaml:45", "name its \"register\"");
    }

    @Test
    void a_template_that_there_is_not_is_refused() {
        refused("no-template", "service.yaml:43", "licence.html");
    }

    @Test
    void a_period_in_words_is_refused() {
        refused("wrong-period", "service.yaml:8", "ISO 8601");
    }

    @Test
    void a_citation_of_no_article_is_refused() {
        refused("wrong-citation", "service.yaml:7", "cites no article");
    }

    @Test
    void a_status_that_any_case_may_need_is_refused() {
        refused("missing-status", "service.yaml:10", "under_review");
    }

    @Test
    void a_question_without_words_in_one_language_is_refused() {
        refused("missing-word", "text.zh-Hans.yaml:8", "field.weight.label");
    }

    @Test
    void words_in_one_language_only_is_refused() {
        refused("word-in-one-language", "text.zh-Hans.yaml:1", "letter.title");
    }

    @Test
    void a_placeholder_in_one_language_only_is_refused() {
        refused("other-placeholder", "text.zh-Hans.yaml:13", "other placeholders");
    }

    @Test
    void a_script_in_a_template_is_refused() {
        refused("script-in-template", "certificate.html:5", "no script");
    }

    @Test
    void an_event_handler_in_a_template_is_refused() {
        refused("handler-in-template", "certificate.html:5", "onclick");
    }

    @Test
    void a_template_that_fetches_something_is_refused() {
        refused("fetched-image", "certificate.html:5", "fetched from elsewhere");
    }

    @Test
    void a_placeholder_that_nothing_fills_is_refused() {
        refused("unknown-placeholder", "certificate.html:6", "document.password");
    }

    @Test
    void a_template_with_missing_words_is_refused() {
        refused("missing-word-of-template", "certificate.html:7", "certificate.huge");
    }

    @Test
    void a_template_that_is_not_well_formed_is_refused() {
        refused("broken-template", "certificate.html:8", "not well-formed");
    }

    @Test
    void a_fee_without_a_word_on_its_payment_is_refused_and_a_service_without_fees_needs_none() {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("service.yaml"), "payment: {account: income.dog-licences, expires: PT30M}\n", "");

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused -> assertThat(refused.problems().toString())
                                .contains("service.yaml:2: \"payment\" is missing, but the rules decide on a fee"));
        assertThat(Packages.reader().read(Path.of("src/test/resources/packages/street-party")))
                .isInstanceOf(PackageReader.Read.Good.class);
    }

    @Test
    void a_refund_without_a_word_on_payment_is_refused() {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("service.yaml"), "payment: {account: income.dog-licences, expires: PT30M}\n", "");
        Packages.edit(
                folder.resolve("service.yaml"), "- {do: revoke-document}", "- {do: refund, amount: decision.refund}");

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused -> assertThat(refused.problems().toString())
                                .contains("\"payment\" is missing, but a procedure refunds"));
    }

    @Test
    void a_fact_to_be_shown_of_which_no_words_speak_is_refused() {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("text.en.yaml"), "fact: {residence: {line: ", "fact: {residence: {lines: ");
        Packages.edit(folder.resolve("text.zh-Hans.yaml"), "fact: {residence: {line: ", "fact: {residence: {lines: ");

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused -> assertThat(refused.problems())
                                .hasToString(
                                        "[form.yaml:14: no words fact.residence.<field> say what of it is shown]"));
    }

    @Test
    void a_list_and_a_file_in_a_form_of_officials_are_refused() {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("service.yaml"), "opens: holder", "opens: official");
        Packages.edit(folder.resolve("form.yaml"), "- id: last-day", """
                - id: last-day
                        repeat: {field: days, max: 2}""");
        Packages.edit(folder.resolve("form.yaml"), "prefill: on}", """
                prefill: on}
                          - {id: letter, type: file}""");

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused -> assertThat(refused.problems().toString())
                                .contains("form.yaml:22: this is answered on one page")
                                .contains("form.yaml:25: an official answers this, and uploads no files"));
    }

    @Test
    void a_file_that_belongs_to_no_package_is_refused() {
        refused("process", "process.cmmn:1", "no file of this name");
    }

    @Test
    void a_file_that_is_no_yaml_is_refused() {
        refused("no-yaml", "form.yaml:2", "not YAML");
    }

    @Test
    void an_anchor_in_parameters_is_refused() {
        refused("anchor", "parameters.yaml:3", "Anchors");
    }

    @Test
    void an_anchor_in_a_service_is_refused() {
        refused("anchor-in-service", "service.yaml:4", "anchors");
    }

    @Test
    void a_pattern_that_could_take_for_ever_is_refused() {
        refused("slow-pattern", "form.yaml:7", "may not itself contain a repetition");
    }

    @Test
    void a_package_that_is_whole_is_accepted() {
        assertThat(Packages.dogLicence().code()).isEqualTo("dog-licence");
    }

    @Test
    void a_missing_file_is_named() throws IOException {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Files.delete(folder.resolve("text.zh-Hans.yaml"));

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused -> assertThat(refused.problems())
                                .hasToString("[text.zh-Hans.yaml:1: the file is missing]"));
    }

    @Test
    void a_link_to_another_file_is_refused() throws IOException {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Files.createSymbolicLink(folder.resolve("letter.html"), folder.resolve("form.yaml"));

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused ->
                                assertThat(refused.problems().toString()).contains("letter.html:1: only plain files"));
    }

    @Test
    void a_file_in_another_encoding_is_refused() throws IOException {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Files.write(folder.resolve("form.yaml"), new byte[] {'a', ':', ' ', (byte) 0xC3, (byte) 0x28});

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused -> assertThat(refused.problems().toString())
                                .contains("form.yaml:1: the file isn't text in UTF-8"));
    }

    @Test
    void what_editors_leave_behind_is_passed_over() throws IOException {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Files.writeString(folder.resolve("form.yaml~"), "x");
        Files.writeString(folder.resolve(".form.yaml.swp"), "x");

        assertThat(Packages.reader().read(folder)).isInstanceOf(PackageReader.Read.Good.class);
    }
}
