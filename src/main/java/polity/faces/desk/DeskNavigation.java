// SPDX-License-Identifier: Apache-2.0
package polity.faces.desk;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import polity.kernel.node.Zone;
import polity.kernel.page.DeskTask;
import polity.kernel.page.Language;
import polity.kernel.page.Link;
import polity.kernel.page.Navigation;
import polity.kernel.page.Vocabulary;

/** The places of work beside each of the desk's pages. */
@Component
final class DeskNavigation implements Navigation {

    private final ObjectProvider<DeskTask> tasks;
    private final Vocabulary vocabulary;

    DeskNavigation(ObjectProvider<DeskTask> tasks, Vocabulary vocabulary) {
        this.tasks = tasks;
        this.vocabulary = vocabulary;
    }

    @Override
    public Zone zone() {
        return Zone.DESK;
    }

    @Override
    public List<Link> main(Language language, boolean signedIn) {
        if (!signedIn) {
            return List.of();
        }
        Link home = Link.to("/desk", vocabulary.words("desk", language).say("title"));
        return Stream.concat(Stream.of(home), places(language)).toList();
    }

    @Override
    public List<Link> foot(Language language) {
        return List.of();
    }

    /** Where whoever asks may work. */
    Stream<Link> places(Language language) {
        return tasks.stream()
                .filter(DeskTask::open)
                .sorted(Comparator.comparingInt(DeskTask::order))
                .map(task -> Link.to(task.path(), task.title(language)));
    }
}
