// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.Polity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NodeSettingsTest {

    @TempDir
    private Path data;

    @Test
    void a_demonstration_serves_every_zone() {
        assertThat(of("demo").zones()).isEqualTo(EnumSet.allOf(Zone.class));
        assertThat(of("demo").port(Zone.EXCHANGE)).isEqualTo(8443);
    }

    @Test
    void a_real_node_has_the_exchange_where_its_operator_has_put_keys() throws IOException {
        assertThat(of("run").zones()).isEqualTo(EnumSet.complementOf(EnumSet.of(Zone.EXCHANGE)));
        Files.createDirectory(data.resolve("exchange"));
        assertThat(of("run").zones()).isEqualTo(EnumSet.allOf(Zone.class));
    }

    @Test
    void the_keys_that_a_demonstration_made_are_not_taken_for_real_ones() throws IOException {
        Files.createDirectory(of("demo").exchangeKeys());
        assertThat(of("run").zones()).doesNotContain(Zone.EXCHANGE);
    }

    @Test
    void an_exchange_that_is_asked_for_without_keys_is_refused_in_one_line() {
        assertThatThrownBy(() -> of("run", "--zones", "exchange,management"))
                .isInstanceOf(CannotStart.class)
                .hasMessage("The exchange zone has no keys: put key.pem, certificate.pem and partners.pem into "
                        + data.resolve("exchange") + ", or leave exchange out of --zones.");
    }

    @Test
    void an_empty_folder_of_keys_is_refused_in_one_line_and_leaves_nothing_running() throws IOException {
        Files.createDirectory(data.resolve("exchange"));
        NodeSettings settings = NodeSettings.of(
                Map.of(
                        "POLITY_DATA",
                        data.toString(),
                        "POLITY_DATABASE_URL",
                        "jdbc:postgresql://database.example/polity",
                        "POLITY_EXCHANGE_PORT",
                        "0"),
                List.of("run", "--zones", "exchange"));
        assertThatThrownBy(() -> Node.start(Polity.class, settings))
                .isInstanceOf(CannotStart.class)
                .hasMessage("The keys of the private line in " + data.resolve("exchange")
                        + " cannot be used: certificate.pem is missing.");
        assertThat(data.resolve("pid")).doesNotExist();
    }

    @Test
    void a_port_that_is_in_use_is_named_with_the_setting_that_changes_it() throws IOException {
        try (var other = new ServerSocket()) {
            other.bind(new InetSocketAddress(0));
            NodeSettings settings = NodeSettings.of(
                    Map.of(
                            "POLITY_DATA",
                            data.toString(),
                            "POLITY_EXCHANGE_PORT",
                            Integer.toString(other.getLocalPort())),
                    List.of("demo", "--zones", "exchange"));
            assertThatThrownBy(() -> Node.start(Polity.class, settings))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage("Port " + other.getLocalPort() + " is in use, which the exchange zone needs; end what"
                            + " uses it or set POLITY_EXCHANGE_PORT.");
        }
    }

    @Test
    void zones_that_do_not_exist_or_cannot_be_reached_are_refused() {
        assertThatThrownBy(() -> of("run", "--zones", "public,garden"))
                .hasMessage("There is no zone \"garden\"; choose from public, desk, exchange, management, jobs.");
        assertThatThrownBy(() -> of("run", "--zones", "jobs"))
                .hasMessageContaining("A node needs a zone with a listener");
        assertThatThrownBy(() -> of("run", "--zones")).hasMessageContaining("--zones needs a list");
    }

    private NodeSettings of(String... arguments) {
        return NodeSettings.of(Map.of("POLITY_DATA", data.toString()), Arrays.asList(arguments));
    }
}
