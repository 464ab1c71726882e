// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import polity.kernel.node.CannotStart;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;

/** People with accounts and posts as a YAML file gives them. */
record PeopleFile(Optional<String> password, List<Someone> people) {

    /** A person who gets an account, and perhaps a post. */
    record Someone(
            String name,
            String email,
            String language,
            Optional<String> password,
            Optional<String> post,
            String note) {}

    /**
     * Reads the file.
     *
     * @throws CannotStart with the first thing that is wrong with it
     */
    static PeopleFile read(String text, String file) {
        var problems = new ArrayList<Problem>();
        Declaration root = Declaration.read(text, file, problems);
        root.allow("password", "people");
        Optional<String> password = root.optionalText("password");
        var people = new ArrayList<Someone>();
        for (Declaration each : root.list("people")) {
            each.allow("name", "email", "language", "password", "post", "note");
            var someone = new Someone(
                    each.text("name"),
                    each.text("email"),
                    each.optionalText("language").orElse("en"),
                    each.optionalText("password"),
                    each.optionalText("post"),
                    each.optionalText("note").orElse(""));
            if (!someone.email().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
                each.refuse("\"" + someone.email() + "\" is no e-mail address");
            }
            if (!Set.of("en", "zh-Hans").contains(someone.language())) {
                each.refuse("\"" + someone.language() + "\" is no language of the pages");
            }
            if (someone.password().isEmpty() && password.isEmpty()) {
                each.refuse("\"password\" is missing, here or for all above");
            }
            people.add(someone);
        }
        if (!problems.isEmpty()) {
            throw new CannotStart(problems.getFirst().toString());
        }
        return new PeopleFile(password, List.copyOf(people));
    }

    String passwordOf(Someone someone) {
        return someone.password().or(this::password).orElse("");
    }
}
