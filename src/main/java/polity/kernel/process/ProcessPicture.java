// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A process as it is drawn: what follows stands below, what goes on at once side by side (after Sugiyama, Tagawa and Toda,
 * "Methods for visual understanding of hierarchical system structures", 1981). What decides nothing is left out, such as
 * gateways that only join, and so is what a message leads to that interrupts a whole subprocess.
 *
 * @param width in units of the picture, as are all measures
 */
public record ProcessPicture(List<Place> places, List<Way> ways, int width, int height) {

    private static final int WIDE = 152;
    private static final int HIGH = 60;
    private static final int SMALL = 28;
    private static final int SLOT = 168;
    private static final int NARROW = 28;
    private static final int LAYER = 108;
    private static final int EDGE = 8;

    /** What is drawn at a place. */
    public enum Kind {
        START,
        END,
        STEP,
        ACT,
        GATEWAY,
        EVENT
    }

    /** Something that a process passes, with its upper left corner. */
    public record Place(String id, Kind kind, int x, int y, int width, int height) {}

    /** What leads from one place to another, through these points. */
    public record Way(List<Point> points) {}

    /** A point of a way. */
    public record Point(int x, int y) {}

    static ProcessPicture of(Map<String, FlowNode> nodes, Map<String, Flow> flows) {
        return new Drawing(nodes, flows).draw();
    }

    private record Line(String from, String to) {}

    private static final class Drawing {
        private final Map<String, FlowNode> nodes;
        private final Map<String, Flow> flows;
        private final Set<Line> lines = new LinkedHashSet<>();
        private final Map<String, Integer> layers = new LinkedHashMap<>();
        /** For each line what it passes: its ends, and a narrow place in each layer between them. */
        private final Map<Line, List<String>> through = new LinkedHashMap<>();

        private final Map<String, Point> tops = new HashMap<>();

        Drawing(Map<String, FlowNode> nodes, Map<String, Flow> flows) {
            this.nodes = nodes;
            this.flows = flows;
        }

        ProcessPicture draw() {
            String start = nodes.values().stream()
                    .filter(node -> node.kind() == FlowNode.Kind.START && node.scope() == null)
                    .map(FlowNode::id)
                    .findFirst()
                    .orElse("");
            follow(start, new LinkedHashSet<>(), new HashSet<>());
            layers.put(start, 0);
            settle();
            List<List<String>> rows = rows();
            int width = rows.stream().mapToInt(this::width).max().orElse(0) + 2 * EDGE;
            for (int layer = 0; layer < rows.size(); layer++) {
                place(rows.get(layer), layer, width);
            }
            return new ProcessPicture(
                    layers.keySet().stream().flatMap(this::drawn).toList(),
                    through.values().stream().map(this::way).toList(),
                    width,
                    (rows.size() - 1) * LAYER + HIGH + 2 * EDGE);
        }

        /** Finds the lines from here on; one that leads back to where it came from isn't drawn. */
        private void follow(String id, Set<String> above, Set<String> done) {
            if (!done.add(id)) {
                return;
            }
            above.add(id);
            for (String next : next(id)) {
                if (!above.contains(next)) {
                    lines.add(new Line(id, next));
                    follow(next, above, done);
                }
            }
            above.remove(id);
        }

        /** What comes after something that is drawn, and after the time limits that end it. */
        private List<String> next(String id) {
            return Stream.concat(
                            Stream.of(id),
                            nodes.values().stream()
                                    .filter(node -> node.isLimit() && id.equals(node.host()))
                                    .map(FlowNode::id))
                    .flatMap(this::after)
                    .distinct()
                    .toList();
        }

        private Stream<String> after(String id) {
            return flows.values().stream()
                    .filter(flow -> flow.from().equals(id))
                    .sorted((one, other) -> Integer.compare(one.line(), other.line()))
                    .flatMap(flow -> drawnAt(flow.to()));
        }

        /** What is drawn where something leads to. */
        private Stream<String> drawnAt(String id) {
            FlowNode node = Objects.requireNonNull(nodes.get(id));
            return switch (node.kind()) {
                case SUBPROCESS ->
                    nodes.values().stream()
                            .filter(inner -> inner.kind() == FlowNode.Kind.START && id.equals(inner.scope()))
                            .flatMap(inner -> after(inner.id()));
                case EXCLUSIVE, INCLUSIVE, PARALLEL ->
                    flows.values().stream()
                                            .filter(flow -> flow.from().equals(id))
                                            .count()
                                    > 1
                            ? Stream.of(id)
                            : after(id);
                case END -> node.scope() != null && goesOn(node.scope()) ? after(node.scope()) : Stream.of(id);
                case START, BOUNDARY -> after(id);
                case STEP, ACT, CATCH, TERMINATE -> Stream.of(id);
            };
        }

        /** Whether more than the end follows a subprocess. */
        private boolean goesOn(String subprocess) {
            return flows.values().stream()
                    .filter(flow -> flow.from().equals(subprocess))
                    .map(flow -> nodes.get(flow.to()))
                    .anyMatch(node -> node != null && !node.kind().isEnd());
        }

        /** Puts each place below all that lead to it. */
        private void settle() {
            boolean moved = true;
            while (moved) {
                moved = false;
                for (Line line : lines) {
                    int below = layers.getOrDefault(line.from(), 0) + 1;
                    if (layers.getOrDefault(line.to(), -1) < below) {
                        layers.put(line.to(), below);
                        moved = true;
                    }
                }
            }
        }

        private List<List<String>> rows() {
            int deepest = layers.values().stream().mapToInt(each -> each).max().orElse(0);
            var rows = new ArrayList<List<String>>();
            for (int layer = 0; layer <= deepest; layer++) {
                rows.add(new ArrayList<>());
            }
            layers.forEach((id, layer) -> rows.get(layer).add(id));
            for (Line line : lines) {
                var passed = new ArrayList<String>();
                passed.add(line.from());
                for (int layer = layers.getOrDefault(line.from(), 0) + 1;
                        layer < layers.getOrDefault(line.to(), 0);
                        layer++) {
                    String narrow = line.from() + ">" + line.to() + "@" + layer;
                    rows.get(layer).add(narrow);
                    passed.add(narrow);
                }
                passed.add(line.to());
                through.put(line, passed);
            }
            for (int layer = 1; layer < rows.size(); layer++) {
                order(rows.get(layer), rows.get(layer - 1));
            }
            return rows;
        }

        /** Puts what stands in a row below the middle of what leads there. */
        private void order(List<String> row, List<String> above) {
            var middle = new HashMap<String, Double>();
            for (String id : row) {
                middle.put(
                        id,
                        through.values().stream()
                                .filter(passed -> passed.indexOf(id) > 0)
                                .mapToInt(passed -> above.indexOf(passed.get(passed.indexOf(id) - 1)))
                                .filter(at -> at >= 0)
                                .average()
                                .orElse(0));
            }
            row.sort((one, other) -> Double.compare(middle.getOrDefault(one, 0.0), middle.getOrDefault(other, 0.0)));
        }

        private int width(List<String> row) {
            return row.stream().mapToInt(this::slot).sum();
        }

        private int slot(String id) {
            return nodes.containsKey(id) ? SLOT : NARROW;
        }

        private void place(List<String> row, int layer, int width) {
            int x = (width - width(row)) / 2;
            for (String id : row) {
                tops.put(id, new Point(x + slot(id) / 2, EDGE + layer * LAYER));
                x += slot(id);
            }
        }

        private Stream<Place> drawn(String id) {
            FlowNode node = nodes.get(id);
            Point top = tops.get(id);
            if (node == null || top == null) {
                return Stream.empty();
            }
            Kind kind = kind(node);
            boolean wide = kind == Kind.STEP || kind == Kind.ACT;
            int width = wide ? WIDE : SMALL;
            int height = wide ? HIGH : SMALL;
            return Stream.of(new Place(id, kind, top.x() - width / 2, top.y(), width, height));
        }

        private static Kind kind(FlowNode node) {
            return switch (node.kind()) {
                case START -> Kind.START;
                case END, TERMINATE -> Kind.END;
                case STEP -> Kind.STEP;
                case ACT -> Kind.ACT;
                case EXCLUSIVE, INCLUSIVE, PARALLEL, SUBPROCESS -> Kind.GATEWAY;
                case BOUNDARY, CATCH -> Kind.EVENT;
            };
        }

        /** Down, across just above what it leads to, and down again. */
        private Way way(List<String> passed) {
            var points = new ArrayList<Point>();
            for (int i = 0; i < passed.size(); i++) {
                Point top = tops.getOrDefault(passed.get(i), new Point(0, 0));
                if (i > 0) {
                    Point last = points.getLast();
                    points.add(new Point(last.x(), top.y() - 16));
                    points.add(new Point(top.x(), top.y() - 16));
                    points.add(top);
                }
                if (i < passed.size() - 1) {
                    points.add(new Point(top.x(), top.y() + height(passed.get(i))));
                }
            }
            return new Way(points);
        }

        private int height(String id) {
            return drawn(id).mapToInt(Place::height).findFirst().orElse(SMALL);
        }
    }
}
