// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A module by its place in the house, and what it may name from there. */
record Room(String storey, String name) {

    /** From the lowest upwards, as the design lists them. A new one is put in its place here, with an ADR. */
    static final List<String> KERNEL = List.of(
            "node",
            "markup",
            "page",
            "calendar",
            "audit",
            "identity",
            "accounts",
            "authority",
            "files",
            "signing",
            "search",
            "notification",
            "registers",
            "law",
            "rules",
            "process",
            "ledger",
            "payment",
            "forms",
            "documents",
            "catalogue",
            "offering",
            "packages",
            "cases",
            "holdings",
            "reviewing",
            "handling",
            "publication",
            "exchange");

    private static final Pattern PACKAGE = Pattern.compile("polity\\.(kernel|systems|faces)\\.(\\w+)(\\..*)?");

    static Optional<Room> of(String packageName) {
        Matcher matcher = PACKAGE.matcher(packageName);
        return matcher.matches() ? Optional.of(new Room(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The room of a module's id, {@code kernel.node}. */
    static Room ofId(String id) {
        int dot = id.indexOf('.');
        return new Room(id.substring(0, Math.max(0, dot)), id.substring(dot + 1));
    }

    String id() {
        return storey + "." + name;
    }

    Path folder() {
        return House.MAIN.resolve("polity").resolve(storey).resolve(name);
    }

    /** Why this room may not name the other, or nothing. */
    Optional<String> refusalToName(Room other) {
        if (equals(other)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (other.storey) {
                    case "faces" -> "nothing names a face: let the face find you through an interface of kernel.page";
                    case "systems" ->
                        switch (storey) {
                            case "systems" ->
                                "systems never name each other: react to an event of the kernel, read a register, or"
                                        + " move what both need down into the kernel with an ADR";
                            case "faces" -> "a face names no system: use an interface of kernel.page";
                            default -> "the kernel names no system: declare an interface that the system implements";
                        };
                    default ->
                        storey.equals("kernel")
                                        && KERNEL.contains(name)
                                        && KERNEL.indexOf(other.name) > KERNEL.indexOf(name)
                                ? "a lower module never names a higher one: declare an interface in " + id() + " that "
                                        + other.id() + " implements"
                                : null;
                });
    }
}
