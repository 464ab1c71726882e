// SPDX-License-Identifier: Apache-2.0
package polity;

import java.util.List;

import org.springframework.boot.autoconfigure.SpringBootApplication;

import polity.kernel.accounts.StartMessage;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Node;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;

/** The program. */
@SpringBootApplication
public class Polity {

    /** Starts with {@code demo} or {@code run}; exits with 1 and one line when it cannot. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        try {
            NodeSettings settings = NodeSettings.of(System.getenv(), List.of(arguments));
            Node node = Node.start(Polity.class, settings);
            System.out.printf(
                    "Polity is ready.%n  Services   http://localhost:%d/%n  Desk       http://localhost:%d/desk%n"
                            + "  Data       %s%n",
                    node.port(Zone.PUBLIC), node.port(Zone.DESK), settings.data());
            node.parts(StartMessage.class)
                    .forEach(message -> message.lines().forEach(line -> System.out.println("  " + line)));
        } catch (CannotStart e) {
            System.err.println("polity: " + e.getMessage());
            if (System.getenv("POLITY_DEBUG") != null) {
                e.printStackTrace();
            }
            System.exit(1);
        }
    }
}
