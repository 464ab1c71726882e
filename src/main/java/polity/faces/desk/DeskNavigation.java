// SPDX-License-Identifier: Apache-2.0
package polity.faces.desk;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import polity.kernel.authority.Authority;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.page.DeskTask;
import polity.kernel.page.Language;
import polity.kernel.page.Link;
import polity.kernel.page.Navigation;
import polity.kernel.page.Viewer;
import polity.kernel.page.Vocabulary;

/** The places of work beside each of the desk's pages. */
@Component
final class DeskNavigation implements Navigation {

    private final ObjectProvider<DeskTask> tasks;
    private final Authority authority;
    private final Transactions transactions;
    private final Vocabulary vocabulary;

    DeskNavigation(
            ObjectProvider<DeskTask> tasks, Authority authority, Transactions transactions, Vocabulary vocabulary) {
        this.tasks = tasks;
        this.authority = authority;
        this.transactions = transactions;
        this.vocabulary = vocabulary;
    }

    @Override
    public Zone zone() {
        return Zone.DESK;
    }

    @Override
    public List<Link> main(Language language, @Nullable Viewer viewer) {
        if (viewer == null) {
            return List.of();
        }
        Link home = Link.to("/desk", vocabulary.words("desk", language).say("title"));
        return Stream.concat(
                        Stream.of(home),
                        places(viewer).stream()
                                .map(task -> Link.to(task.path(), task.title().apply(language))))
                .toList();
    }

    @Override
    public List<Link> foot(Language language) {
        return List.of();
    }

    /** Where somebody has work, in order. */
    List<DeskTask> places(Viewer viewer) {
        return transactions.read(Context.of(viewer.person(), "navigation"), () -> {
            BiPredicate<String, Collection<String>> permits = authority.permits(new PersonId(viewer.person()));
            return tasks.stream()
                    .filter(task -> permits.test(task.permission(), task.units().get()))
                    .sorted(Comparator.comparingInt(DeskTask::order))
                    .toList();
        });
    }
}
