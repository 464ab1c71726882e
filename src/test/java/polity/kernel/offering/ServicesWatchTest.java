// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.PackageReader;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Zone;
import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** A service is added and changed while the program runs; what doesn't check out changes nothing. */
class ServicesWatchTest {

    @TempDir
    private Path services;

    private final Map<String, Map<String, String>> archive = new HashMap<>();
    private final List<String> offered = new ArrayList<>();
    private final PackageReader reader = Packages.reader();
    private final Catalogue catalogue =
            Catalogue.ofArchive(digest -> Optional.ofNullable(archive.get(digest)), Packages.PLACE);
    private Path folder = Path.of("");

    @BeforeEach
    void lay_out() {
        folder = services.resolve("dog-licence");
        Packages.copy(Packages.DOG_LICENCE, folder);
    }

    private ServicesWatch watch() {
        Catalogue.Follower follower = service -> {
            offered.add(service.code() + " " + service.version());
            archive.put(service.digest(), service.files());
        };
        var beans = new StaticListableBeanFactory(Map.of("follower", follower));
        return new ServicesWatch(
                catalogue, reader, services, Zone.JOBS, beans.getBeanProvider(Catalogue.Follower.class));
    }

    private static void look(ServicesWatch watch) {
        Zone.JOBS.run(watch::look);
    }

    private int version() {
        return catalogue.current("dog-licence").map(ServicePackage::version).orElse(0);
    }

    @Test
    void a_new_service_is_offered_once_its_folder_is_at_rest() {
        ServicesWatch watch = watch();

        look(watch);
        assertThat(version()).isZero();
        look(watch);

        assertThat(version()).isEqualTo(1);
        assertThat(offered).containsExactly("dog-licence 1");
        look(watch);
        assertThat(offered).hasSize(1);
    }

    @Test
    void a_higher_version_takes_over_and_cases_keep_theirs() {
        ServicesWatch watch = begun();
        String digest = catalogue.current("dog-licence").orElseThrow().digest();

        Packages.edit(folder.resolve("service.yaml"), "version: 1", "version: 2");
        twice(watch);

        assertThat(version()).isEqualTo(2);
        assertThat(catalogue.byDigest(digest).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void other_content_under_the_same_number_is_refused_and_the_old_one_comes_back_under_its_own() {
        ServicesWatch watch = begun();

        Packages.edit(folder.resolve("text.en.yaml"), "Keep a dog.", "Keep one dog.");
        twice(watch);
        assertThat(offered).hasSize(1);

        Packages.edit(folder.resolve("service.yaml"), "version: 1", "version: 2");
        twice(watch);
        assertThat(version()).isEqualTo(2);

        Packages.copy(Packages.DOG_LICENCE, folder);
        twice(watch);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void a_broken_package_changes_nothing() {
        ServicesWatch watch = begun();

        Packages.edit(folder.resolve("service.yaml"), "version: 1", "version: 2");
        Packages.edit(folder.resolve("rules.dmn"), "facts.residence != null", "facts.home != null");
        twice(watch);

        assertThat(version()).isEqualTo(1);
    }

    @Test
    void a_package_whose_examples_come_out_otherwise_changes_nothing() {
        ServicesWatch watch = begun();

        Packages.edit(folder.resolve("service.yaml"), "version: 1", "version: 2");
        Packages.edit(folder.resolve("parameters.yaml"), "value: 2500", "value: 2600");
        twice(watch);

        assertThat(version()).isEqualTo(1);
    }

    @Test
    void a_service_whose_folder_is_gone_is_offered_no_longer_and_is_still_known() throws IOException {
        ServicesWatch watch = begun();
        String digest = catalogue.current("dog-licence").orElseThrow().digest();

        Files.move(folder, services.resolve(".gone"));
        look(watch);
        assertThat(version()).as("a copy in the making").isEqualTo(1);
        look(watch);

        assertThat(catalogue.current("dog-licence")).isEmpty();
        assertThat(catalogue.known("dog-licence")).isPresent();
        assertThat(catalogue.byDigest(digest)).isPresent();

        Files.move(services.resolve(".gone"), folder);
        twice(watch);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void other_content_does_not_come_back_under_the_number_of_what_was_withdrawn() throws IOException {
        ServicesWatch watch = begun();
        Files.move(folder, services.resolve(".gone"));
        twice(watch);

        Packages.edit(services.resolve(".gone").resolve("text.en.yaml"), "Keep a dog.", "Keep one dog.");
        Files.move(services.resolve(".gone"), folder);
        twice(watch);

        assertThat(catalogue.current("dog-licence")).isEmpty();
    }

    @Test
    void a_disk_that_is_missing_withdraws_nothing() throws IOException {
        Packages.copy(Path.of("src/test/resources/packages/street-party"), services.resolve("street-party"));
        ServicesWatch watch = begun();
        assertThat(catalogue.current()).hasSize(2);

        Path elsewhere = services.resolveSibling(services.getFileName() + ".gone");
        Files.move(services, elsewhere);
        twice(watch);
        assertThat(catalogue.current()).hasSize(2);

        Files.move(elsewhere, services);
        twice(watch);
        assertThat(catalogue.current()).hasSize(2);
    }

    private ServicesWatch begun() {
        ServicesWatch watch = watch();
        twice(watch);
        assertThat(version()).isEqualTo(1);
        return watch;
    }

    private static void twice(ServicesWatch watch) {
        look(watch);
        look(watch);
    }
}
