// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.law.Law;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Words;

/** What can be done with an entry now, what only later, and what stands in the way of the rest. */
record Possible(ServicePackage service, Frame frame, Law law, Instant at) {

    /** What can be begun now. */
    List<Procedure> now(Procedure.Opens opens, String register, Map<String, @Nullable Object> entry) {
        return procedures(opens, register).stream()
                .filter(procedure -> service.obstacles(procedure, entry, at).isEmpty())
                .toList();
    }

    private List<Procedure> procedures(Procedure.Opens opens, String register) {
        return service.procedures().stream()
                .filter(procedure -> procedure.opens() == opens
                        && procedure.form().isPresent()
                        && procedure.register().filter(register::equals).isPresent())
                .toList();
    }

    /** From when on its holder can do what he can't do yet, and why he can't do the rest. */
    List<SummaryList.Row> otherwise(String register, Map<String, @Nullable Object> entry) {
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        var rows = new ArrayList<SummaryList.Row>();
        var never = new LinkedHashMap<String, Obstacle>();
        for (Procedure procedure : procedures(Procedure.Opens.HOLDER, register)) {
            List<Obstacle> obstacles = service.obstacles(procedure, entry, at);
            List<Obstacle> lasting = lasting(obstacles);
            lasting.forEach(obstacle -> never.putIfAbsent(obstacle.reason(), obstacle));
            if (lasting.isEmpty()) {
                obstacles.stream()
                        .reduce((one, other) ->
                                one.from().get().isBefore(other.from().get()) ? other : one)
                        .ifPresent(last -> rows.add(SummaryList.Row.of(
                                        own.say("procedure." + procedure.code()),
                                        words.say(
                                                "obstacle.from",
                                                "day",
                                                last.from().get()))
                                .linking(citations(List.of(last)))));
            }
        }
        // What has ended says so itself.
        List<Obstacle> said = never.values().stream()
                .filter(obstacle -> !obstacle.reason().equals(Obstacle.ENDED))
                .toList();
        if (!said.isEmpty()) {
            rows.add(SummaryList.Row.of(
                            words.say("obstacle.never"),
                            said.stream().map(this::say).toArray(String[]::new))
                    .linking(citations(said)));
        }
        return rows;
    }

    private static List<Obstacle> lasting(List<Obstacle> obstacles) {
        return obstacles.stream().filter(obstacle -> obstacle.from().isEmpty()).toList();
    }

    private List<Link> citations(List<Obstacle> obstacles) {
        return obstacles.stream().map(this::citation).filter(Objects::nonNull).toList();
    }

    private @Nullable Link citation(Obstacle obstacle) {
        return Outcome.now(service, frame, law).citation(obstacle.article().orElse(null));
    }

    /** Why not, in a sentence. */
    String say(Obstacle obstacle) {
        Words own = service.words(frame.language());
        Words words = frame.words("services");
        String reason = "reason." + obstacle.reason();
        String why = own.has(reason) ? own.say(reason) : words.say("obstacle." + Obstacle.ENDED);
        return obstacle.from()
                .map(day -> words.say("obstacle.why-from", "why", why, "day", day))
                .orElse(why);
    }

    /** Why not, each with its article. */
    Component reasons(List<Obstacle> obstacles) {
        return new Listing.Reasons(obstacles.stream()
                .map(obstacle -> new Listing.Reasons.Reason(say(obstacle), citation(obstacle)))
                .toList());
    }
}
