package dev.vestibule.flow.graph;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;
import dev.vestibule.flow.step.deny.DenyStep;

import java.util.ArrayList;
import java.util.List;

/**
 * A flow as boxes and arrows.
 *
 * @param nodes in the order of the flow; the first is the start
 */
public record FlowGraph(String title, List<Node> nodes, List<Edge> edges) {
    public FlowGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** The form of a box. */
    public enum Shape {
        START,
        STEP,
        REFUSAL,
        END
    }

    /**
     * A box.
     *
     * @param lines its text
     */
    public record Node(Shape shape, List<String> lines) {
        public Node {
            lines = List.copyOf(lines);
        }
    }

    /**
     * An arrow between two boxes, by their places in the list.
     *
     * @param label the condition under which it is taken; empty for always
     */
    public record Edge(int from, int to, String label) {}

    /** The graph of a flow. */
    public static FlowGraph of(Flow flow) {
        return new Builder(flow).build();
    }

    /** Draws the arrows from step to step. */
    private static final class Builder {
        private final Flow flow;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();

        /** Boxes whose arrow to the next step is missing, with its label. */
        private List<Edge> open = new ArrayList<>();

        Builder(Flow flow) {
            this.flow = flow;
        }

        FlowGraph build() {
            nodes.add(new Node(Shape.START, List.of("login")));
            open.add(new Edge(0, 0, ""));
            flow.steps().forEach(this::add);
            nodes.add(new Node(Shape.END, List.of("signed in")));
            open.forEach(edge -> connect(edge, nodes.size() - 1, ""));
            return new FlowGraph(flow.id(), nodes, edges);
        }

        /** A step is entered if its condition holds, and passed by if it does not. */
        private void add(Step step) {
            int place = nodes.size();
            nodes.add(node(step));
            Expression when = step.when();
            List<Edge> next = new ArrayList<>();
            if (when != null) {
                open.forEach(edge -> next.add(joined(edge, "not (" + text(when) + ")")));
            }
            open.forEach(edge -> connect(edge, place, when == null ? "" : text(when)));
            if (!step.ends()) {
                next.addFirst(new Edge(place, 0, ""));
            }
            open = next;
        }

        private void connect(Edge edge, int to, String label) {
            edges.add(new Edge(edge.from(), to, joined(edge, label).label()));
        }

        private static Edge joined(Edge edge, String label) {
            String both =
                    edge.label().isEmpty() || label.isEmpty()
                            ? edge.label() + label
                            : edge.label() + " and " + label;
            return new Edge(edge.from(), 0, both);
        }

        private static String text(Expression when) {
            return when.source().strip().replaceAll("\\s+", " ");
        }

        private static String offered(StepOption offer) {
            return offer.when() == null ? offer.id() : offer.id() + " if " + text(offer.when());
        }

        private static Node node(Step step) {
            List<String> lines = new ArrayList<>();
            lines.add(step.isNamed() ? step.id() + " (" + step.kind() + ")" : step.kind());
            if (step instanceof AuthenticateStep asked) {
                asked.offers().forEach(offer -> lines.add(offered(offer)));
            }
            if (step instanceof DenyStep deny) {
                lines.add(deny.message());
            }
            return new Node(step.ends() ? Shape.REFUSAL : Shape.STEP, lines);
        }
    }
}
