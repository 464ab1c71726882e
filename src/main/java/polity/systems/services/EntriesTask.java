// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.OptionalInt;

import polity.kernel.page.DeskTask;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

/** What somebody holds, in the desk's navigation. */
record EntriesTask(Vocabulary vocabulary) implements DeskTask {

    @Override
    public String path() {
        return "/desk/services";
    }

    @Override
    public String title(Language language) {
        return vocabulary.words("services", language).say("entries.title");
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public OptionalInt waiting() {
        return OptionalInt.empty();
    }

    @Override
    public boolean open() {
        return true;
    }
}
