// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.Polity;
import polity.kernel.accounts.Accounts;
import polity.kernel.accounts.StartMessage;
import polity.kernel.identity.Caller;
import polity.kernel.identity.PersonId;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Context;
import polity.kernel.node.Node;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FoundingTest {

    private static final String SETTING = "POLITY_FIRST_ADMIN_FILE";

    @TempDir
    private Path folder;

    @Test
    void a_demonstration_says_who_can_sign_in_and_with_which_password() {
        assertThat(RunningPolity.parts(StartMessage.class))
                .flatExtracting(StartMessage::lines)
                .anyMatch(line -> line.contains(Browsing.PASSWORD))
                .anyMatch(line -> line.contains("clara@demo.example"))
                .anyMatch(line -> line.contains("/demonstration/mailbox"));
    }

    @Test
    void an_empty_installation_says_how_to_name_its_administrators_and_takes_them_from_a_file() throws IOException {
        NodeSettings settings = empty();
        try (Node node = Node.start(Polity.class, settings)) {
            assertThat(node.parts(StartMessage.class))
                    .flatExtracting(StartMessage::lines)
                    .anyMatch(line -> line.contains(SETTING))
                    .anyMatch(line -> line.contains("POLITY_SMTP_URL"))
                    .noneMatch(line -> line.contains("demo.example"));
        }
        Path file = folder.resolve("administrators.yaml");
        Files.writeString(file, """
                people:
                  - {name: One, email: one@town.example, password: grey wolves sing late, post: system-administrator}
                  - {name: Two, email: two@town.example, password: seven blue lanterns, post: security-administrator}
                  - {name: Three, email: three@town.example, password: paper boats return, post: audit-administrator}
                """);
        System.setProperty(SETTING, file.toString());
        try (Node node = Node.start(Polity.class, settings)) {
            assertThat(may(node, "one@town.example", "change:system")).isTrue();
            assertThat(may(node, "one@town.example", "change:authority")).isFalse();
            assertThat(may(node, "two@town.example", "change:authority")).isTrue();
            assertThat(may(node, "two@town.example", "read:audit")).isFalse();
            assertThat(may(node, "three@town.example", "read:audit")).isTrue();
            assertThat(may(node, "three@town.example", "change:system")).isFalse();
        } finally {
            System.clearProperty(SETTING);
        }
    }

    private static boolean may(Node node, String email, String permission) {
        return Zone.JOBS.call(() -> node.part(Transactions.class).read(Context.visitor("test"), () -> {
            PersonId person = node.part(Accounts.class).withEmail(email).orElseThrow();
            var caller = new Caller(person, null, Zone.JOBS, "", null, "/");
            return node.part(Authority.class).permitted(caller, permission, Subject.of("system", "all"));
        }));
    }

    private static NodeSettings empty() {
        NodeSettings usual = RunningPolity.settings(
                Path.of("target", "test-data", UUID.randomUUID().toString()));
        return new NodeSettings(
                usual.home(),
                usual.data(),
                usual.ports(),
                Set.of(Zone.PUBLIC, Zone.DESK, Zone.MANAGEMENT, Zone.JOBS),
                Optional.empty(),
                Optional.empty(),
                false,
                usual.exchangeKeys(),
                usual.publicAddress());
    }

    @Test
    void what_is_wrong_in_a_file_of_units_or_people_is_told_with_its_line() {
        assertThatThrownBy(() -> StructureFile.read("""
                units:
                  - code: town
                    name: {en: Town}
                posts:
                  - {code: clerk, unit: village, name: {en: Clerk}, roles: []}
                """, "authority.yaml"))
                .isInstanceOf(CannotStart.class)
                .hasMessage("authority.yaml:5: there is no unit \"village\"");
        assertThatThrownBy(() -> StructureFile.read("""
                roles:
                  - {code: clerk, name: {en: Clerk}, permissions: [anything]}
                """, "authority.yaml"))
                .hasMessageContaining("\"anything\" is no permission");
        assertThatThrownBy(() -> PeopleFile.read("""
                people:
                  - {name: One, email: one, password: x}
                """, "people.yaml"))
                .hasMessage("people.yaml:2: \"one\" is no e-mail address");
        assertThatThrownBy(() -> PeopleFile.read("people: [{name: One, email: one@town.example}]", "people.yaml"))
                .hasMessageContaining("\"password\" is missing");
    }
}
