// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.Polity;
import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.audit.EntryId;
import polity.testing.Browsing;
import polity.testing.Machines;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two machines before one data base of one's own: the Internet's node, and the one with the desk and the work behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralNodesTest {

    private static final String FILES = "polity.files";
    private static final int MOST_LOOKS = 5_000;

    private final Machines machines = new Machines();

    private Opened opened;

    /** What is started for the tests and ended after them. */
    private record Opened(DataFolder folder, PostgresServer server, Node inside, Node outside) {}

    @BeforeAll
    void startTwoNodes() throws IOException {
        DataFolder folder = DataFolder.open(machines.path("database"));
        PostgresServer server = PostgresServer.start(folder);
        System.setProperty(FILES, machines.path("files").toString());
        Node inside = Node.start(
                Polity.class,
                machines.settings(
                        "inside",
                        Optional.of(server.url()),
                        Optional.of(server.adminUrl()),
                        Zone.DESK,
                        Zone.MANAGEMENT,
                        Zone.JOBS));
        machines.copy("inside", "outside", "secrets/polity_public");
        Node outside = Node.start(
                Polity.class, machines.settings("outside", Optional.of(server.url()), Optional.empty(), Zone.PUBLIC));
        opened = new Opened(folder, server, inside, outside);
    }

    @AfterAll
    void endThem() {
        System.clearProperty(FILES);
        opened.outside().close();
        opened.inside().close();
        opened.server().close();
        opened.folder().close();
    }

    @Test
    void each_node_has_the_pages_of_its_zones_only() {
        assertThat(get(opened.outside(), Zone.PUBLIC, "/").statusCode()).isEqualTo(200);
        assertThat(get(opened.outside(), Zone.PUBLIC, "/desk/sign-in").statusCode())
                .isEqualTo(404);
        assertThat(get(opened.inside(), Zone.DESK, "/desk/sign-in").statusCode())
                .isEqualTo(200);
        assertThat(get(opened.inside(), Zone.DESK, "/sign-in").statusCode()).isEqualTo(404);
        assertThat(get(opened.inside(), Zone.MANAGEMENT, "/actuator/health/readiness")
                        .body())
                .contains("UP");
        for (Zone zone : EnumSet.of(Zone.DESK, Zone.EXCHANGE, Zone.MANAGEMENT)) {
            assertThat(opened.outside().port(zone)).isEqualTo(-1);
        }
        assertThat(opened.inside().port(Zone.PUBLIC)).isEqualTo(-1);
    }

    @Test
    void the_node_of_the_internet_holds_no_key_to_the_desk() throws IOException {
        assertThat(machines.path("inside/keys")).exists();
        assertThat(machines.path("outside/keys")).doesNotExist();
        try (var secrets = Files.list(machines.path("outside/secrets"))) {
            assertThat(secrets.map(file -> file.getFileName().toString()))
                    .contains("polity_public")
                    .doesNotContain("polity_desk", "polity_jobs", "polity_management", "database-admin");
        }
        JdbcClient jdbc = opened.outside().part(JdbcClient.class);
        for (Zone zone : EnumSet.complementOf(EnumSet.of(Zone.PUBLIC))) {
            assertThatThrownBy(() -> zone.call(
                            () -> jdbc.sql("select 1").query(Integer.class).single()))
                    .hasStackTraceContaining("This node does not serve the zone " + zone);
        }
        assertThatThrownBy(() -> Inspection.open(opened.outside().part(NodeSettings.class), "test")
                        .close())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("does no background work");
        try (var inspection = Inspection.open(opened.inside().part(NodeSettings.class), "test")) {
            assertThat(inspection
                            .jdbc()
                            .sql("select session_user")
                            .query(String.class)
                            .single())
                    .isEqualTo("polity_jobs");
        }
    }

    @Test
    void what_one_node_writes_the_other_reads_at_once() {
        // The one inside made the sample accounts when it started.
        HttpResponse<String> entered =
                send(HttpRequest.newBuilder(Machines.address(opened.outside(), Zone.PUBLIC, "/sign-in"))
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                Browsing.form("email", "clara@demo.example", "password", Browsing.PASSWORD)))
                        .build());
        assertThat(entered.statusCode()).isEqualTo(303);
        String cookie = entered.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
        HttpRequest.Builder account = HttpRequest.newBuilder(
                        Machines.address(opened.outside(), Zone.PUBLIC, "/account"))
                .header("Cookie", cookie);
        assertThat(send(account.build()).statusCode()).isEqualTo(200);

        // Somebody at the desk ends all sessions: the next request outside is a visitor's.
        int ended = Zone.JOBS.call(() -> inside(Transactions.class)
                .write(
                        Context.visitor("test"),
                        () -> inside(JdbcClient.class)
                                .sql("delete from identity.session")
                                .update()));
        assertThat(ended).isPositive();
        assertThat(send(account.build()).statusCode()).isEqualTo(303);
    }

    @Test
    void what_is_done_outside_is_worked_on_inside_and_seen_outside() {
        EntryId act = Zone.PUBLIC.call(() -> opened.outside()
                .part(Transactions.class)
                .write(
                        Context.visitor("test"),
                        () -> opened.outside()
                                .part(Audit.class)
                                .record(Act.of(Instant.EPOCH, "cases.decide", "case", "c-1"))));
        int looks = 0;
        while (get(opened.outside(), Zone.PUBLIC, "/log/proof/" + act.value()).statusCode() != 200) {
            assertThat(looks++).isLessThan(MOST_LOOKS);
        }
    }

    @Test
    void a_node_without_the_password_of_its_zone_says_which_file_it_needs() {
        NodeSettings settings =
                machines.settings("lost", Optional.of(opened.server().url()), Optional.empty(), Zone.PUBLIC);
        assertThatThrownBy(() -> Node.start(Polity.class, settings))
                .isInstanceOf(CannotStart.class)
                .hasMessage("This node lacks the password of the database role polity_public: copy"
                        + " secrets/polity_public from the data folder of the node that migrates the data base into "
                        + settings.data() + ".");
        assertThat(settings.data().resolve("pid")).doesNotExist();
    }

    @Test
    void a_second_node_that_would_migrate_takes_no_role_away_from_the_first() {
        NodeSettings settings = machines.settings(
                "rival",
                Optional.of(opened.server().url()),
                Optional.of(opened.server().adminUrl()),
                Zone.PUBLIC);
        assertThatThrownBy(() -> Node.start(Polity.class, settings))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("copy secrets/polity_public from the data folder");
        assertThat(settings.data().resolve("secrets/polity_public")).doesNotExist();
        assertThat(get(opened.outside(), Zone.PUBLIC, "/log/checkpoint").statusCode())
                .isEqualTo(200);
    }

    private <T> T inside(Class<T> part) {
        return opened.inside().part(part);
    }

    private static HttpResponse<String> get(Node node, Zone zone, String path) {
        return send(HttpRequest.newBuilder(Machines.address(node, zone, path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return RunningPolity.send(request);
    }
}
