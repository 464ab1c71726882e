// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.OptionalInt;

import polity.kernel.page.DeskTask;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

/** Reviews in the desk's navigation. */
record ReviewsTask(Vocabulary vocabulary) implements DeskTask {

    @Override
    public String path() {
        return "/desk/reviews";
    }

    @Override
    public String title(Language language) {
        return vocabulary.words("services", language).say("reviews.title");
    }

    @Override
    public int order() {
        return 10;
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
