// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import polity.kernel.catalogue.Course;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.handling.Handling;
import polity.kernel.handling.Task;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing.Diagram;
import polity.kernel.page.Words;
import polity.kernel.process.ProcessPicture;

/** The process of a service as a picture, and where a case stands in it. */
record CourseDiagram(ServicePackage service, Frame frame) {

    private static final int LATIN = 20;
    private static final int HAN = 10;
    private static final int MOST_LINES = 3;

    /** The picture, to be opened; nothing where no process is under way or was. */
    List<Component> of(List<Handling.Stage> stages) {
        Words words = frame.words("services");
        return stages.isEmpty()
                ? List.of()
                : service.course().stream()
                        .<Component>map(course -> new Block.Details(
                                words.say("case.picture"), List.of(diagram(course, stages, words)), false))
                        .toList();
    }

    private Diagram diagram(Course course, List<Handling.Stage> stages, Words words) {
        ProcessPicture picture = course.process().picture();
        Map<String, Diagram.Tense> states = states(stages);
        Words own = service.words(frame.language());
        return new Diagram(
                words.say("case.picture"),
                picture.width(),
                picture.height(),
                picture.places().stream()
                        .map(place -> new Diagram.Box(
                                shape(place.kind()),
                                place.kind() == ProcessPicture.Kind.START
                                        ? Diagram.Tense.PAST
                                        : states.getOrDefault(place.id(), Diagram.Tense.COMING),
                                place.x(),
                                place.y(),
                                place.width(),
                                place.height(),
                                lines(label(place, own))))
                        .toList(),
                picture.ways().stream()
                        .map(way -> way.points().stream()
                                .map(point -> point.x() + "," + point.y())
                                .collect(Collectors.joining(" ")))
                        .toList());
    }

    private static Map<String, Diagram.Tense> states(List<Handling.Stage> stages) {
        var states = new HashMap<String, Diagram.Tense>();
        for (Handling.Stage stage : stages) {
            states.put(stage.step(), stage.state() == Task.State.OPEN ? Diagram.Tense.CURRENT : Diagram.Tense.PAST);
        }
        return states;
    }

    private static Diagram.Shape shape(ProcessPicture.Kind kind) {
        return switch (kind) {
            case START, EVENT -> Diagram.Shape.POINT;
            case END -> Diagram.Shape.END;
            case STEP -> Diagram.Shape.STEP;
            case ACT -> Diagram.Shape.ACT;
            case GATEWAY -> Diagram.Shape.QUESTION;
        };
    }

    /** What people do and the program does is named anyway; the rest where the package has words for it. */
    private static String label(ProcessPicture.Place place, Words own) {
        String key = switch (place.kind()) {
            case STEP -> "step." + place.id() + ".title";
            case ACT -> "procedure." + place.id();
            case START, END, EVENT, GATEWAY -> "process." + place.id();
        };
        return own.has(key) ? own.say(key) : "";
    }

    /** In as many characters as a box has room for; what is longer still ends in dots. */
    private List<String> lines(String label) {
        boolean spaced = label.contains(" ");
        int most = spaced || label.chars().allMatch(each -> each < 0x2e80) ? LATIN : HAN;
        var lines = new ArrayList<String>();
        String rest = label;
        while (rest.length() > most && lines.size() < MOST_LINES - 1) {
            int space = spaced ? rest.lastIndexOf(' ', most) : most;
            int end = space > 0 ? space : most;
            lines.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        lines.add(rest.length() > most ? rest.substring(0, most - 1) + "…" : rest);
        return lines;
    }
}
