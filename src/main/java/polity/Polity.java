// SPDX-License-Identifier: Apache-2.0
package polity;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;

import polity.kernel.accounts.StartMessage;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Node;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;
import polity.kernel.offering.ServicesCommand;
import polity.kernel.reviewing.RedecideCommand;

/** The program. */
@SpringBootApplication
public class Polity {

    /**
     * Starts with {@code demo} or {@code run}, or does what {@code services} or {@code redecide} asks without starting the
     * program; exits with 1 and one line when it cannot.
     */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        try {
            if (arguments.length > 0 && arguments[0].equals("services")) {
                System.exit(ServicesCommand.run(quietly(arguments), System.getenv(), System.out::println));
            }
            if (arguments.length > 0 && arguments[0].equals("redecide")) {
                System.exit(RedecideCommand.run(quietly(arguments), System.getenv(), System.out::println));
            }
            NodeSettings settings = NodeSettings.of(System.getenv(), List.of(arguments));
            Node node = Node.start(Polity.class, settings);
            System.out.println("Polity is ready.");
            told(node).forEach(line -> System.out.println("  " + line));
            System.out.println("  Data       " + settings.data());
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

    /** Where somebody finds the zones that this node serves. */
    private static List<String> told(Node node) {
        return Stream.of(
                        Map.entry(Zone.PUBLIC, "Services   http://localhost:%d/"),
                        Map.entry(Zone.DESK, "Desk       http://localhost:%d/desk"),
                        Map.entry(
                                Zone.EXCHANGE,
                                "Exchange   https://localhost:%d/log/checkpoint, with a certificate only"))
                .filter(each -> node.port(each.getKey()) > 0)
                .map(each -> each.getValue().formatted(node.port(each.getKey())))
                .toList();
    }

    /** A command speaks for itself: what libraries log beside it is of no use to who typed it. */
    private static List<String> quietly(String[] arguments) {
        LoggingSystem.get(Polity.class.getClassLoader()).beforeInitialize();
        return List.of(arguments).subList(1, arguments.length);
    }
}
