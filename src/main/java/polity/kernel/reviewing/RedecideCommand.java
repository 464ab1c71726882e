// SPDX-License-Identifier: Apache-2.0
package polity.kernel.reviewing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.node.Inspection;
import polity.kernel.node.NodeSettings;
import polity.kernel.offering.ServicesCommand;
import polity.kernel.packages.Packages;

/**
 * {@code redecide [--service CODE] [--since DATE]}: makes every automatic decision again and reports what comes out
 * otherwise. Works beside the running program and while none runs.
 */
public final class RedecideCommand {

    private static final String USAGE = "usage: redecide [--service CODE] [--since DATE]";
    private static final int MOST_SHOWN = 1_000;
    private static final int PROGRESS = 50_000;

    private final Consumer<String> out;
    private @Nullable String service;
    private @Nullable LocalDate since;

    private RedecideCommand(Consumer<String> out) {
        this.out = out;
    }

    /**
     * Does it and returns the exit code: 0 when every decision comes out the same, 1 when not, 2 when it wasn't asked
     * rightly.
     *
     * @param arguments those after {@code redecide}
     */
    public static int run(List<String> arguments, Map<String, String> environment, Consumer<String> out) {
        var command = new RedecideCommand(out);
        Optional<String> misuse = command.take(arguments);
        if (misuse.isPresent()) {
            out.accept(misuse.get());
            out.accept(USAGE);
            return 2;
        }
        NodeSettings settings = NodeSettings.of(environment, List.of());
        try (Inspection inspection = Inspection.open(settings, "redecide")) {
            ZoneId place = ServicesCommand.place(settings.home(), environment);
            return command.run(inspection, place) ? 0 : 1;
        }
    }

    private Optional<String> take(List<String> arguments) {
        for (int at = 0; at < arguments.size(); at += 2) {
            String value = at + 1 < arguments.size() ? arguments.get(at + 1) : null;
            if (value == null) {
                return Optional.of("\"" + arguments.get(at) + "\" is not known here, or needs a value");
            }
            switch (arguments.get(at)) {
                case "--service" -> service = value;
                case "--since" -> {
                    try {
                        since = LocalDate.parse(value);
                    } catch (DateTimeException _) {
                        return Optional.of("--since needs a date like 2026-04-01");
                    }
                }
                default -> {
                    return Optional.of("\"" + arguments.get(at) + "\" is not known here");
                }
            }
        }
        return Optional.empty();
    }

    private boolean run(Inspection inspection, ZoneId place) {
        var json = JsonMapper.builder().build();
        var packages = Packages.in(inspection.jdbc(), json);
        var redeciding = new Redeciding(inspection.jdbc(), json, Catalogue.ofArchive(packages, place));
        OffsetDateTime from = since == null
                ? OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC)
                : since.atStartOfDay(place).toOffsetDateTime();
        long made = 0;
        long failed = 0;
        long differing = 0;
        // Keys of decisions begin with their time (RFC 9562 section 5.7); a day is more than two clocks may differ.
        long first = Math.max(0, from.minusDays(1).toInstant().toEpochMilli());
        UUID last = new UUID(first << 16, 0);
        while (true) {
            List<Redeciding.Result> page = redeciding.page(last, service, from);
            if (page.isEmpty()) {
                break;
            }
            for (Redeciding.Result result : page) {
                made++;
                failed += result.byOfficial() ? 1 : 0;
                if (!result.differences().isEmpty()) {
                    differing++;
                    show(result, differing);
                }
                if (made % PROGRESS == 0) {
                    out.accept(made + " decisions made again so far");
                }
            }
            last = page.getLast().decision();
        }
        out.accept(made + (made == 1 ? " automatic decision" : " automatic decisions") + " made again from the record; "
                + (differing == 0 ? "none comes" : differing + (differing == 1 ? " comes" : " come"))
                + " out otherwise."
                + (failed == 0 ? "" : " In " + failed + " the rules had given no answer, and an official decided."));
        return differing == 0;
    }

    private void show(Redeciding.Result result, long number) {
        if (number <= MOST_SHOWN) {
            out.accept("%s (%s, %s):".formatted(result.reference(), result.service(), result.at()));
            result.differences().forEach(difference -> out.accept("  " + difference));
        } else if (number == MOST_SHOWN + 1) {
            out.accept("More are counted, but not shown.");
        }
    }
}
