package dev.vestibule.flow.graph;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.step.Exits;
import dev.vestibule.flow.step.Exits.Exit;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.assign.AssignStep;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;
import dev.vestibule.flow.step.deny.DenyStep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
        END,
        RULE
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

    /** The graph of a flow by itself. */
    public static FlowGraph of(Flow flow) {
        return new Builder(flow).build();
    }

    /** The graph of a flow, with the rules of apps that lead back into it. */
    public static FlowGraph of(Flow flow, Collection<App> apps) {
        Builder builder = new Builder(flow);
        FlowGraph graph = builder.build();
        apps.forEach(app -> app.access().forEach(rule -> builder.add(app, rule)));
        return new FlowGraph(graph.title(), builder.nodes, builder.edges);
    }

    /** Draws the arrows from step to step. */
    private static final class Builder {
        private final Flow flow;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();

        /** Arrows to the next step, and those that jump further down, by the step they lead to. */
        private List<Edge> open = new ArrayList<>();

        private final Map<String, List<Edge>> jumps = new HashMap<>();

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
            open.addAll(jumps.getOrDefault(step.id(), List.of()));
            String when = condition(step);
            List<Edge> next = new ArrayList<>();
            if (!when.isEmpty()) {
                open.forEach(edge -> next.add(joined(edge, "not (" + when + ")")));
            }
            open.forEach(edge -> connect(edge, place, when));
            open = next;
            Exits exits = flow.exits(step.id());
            boolean both = !exits.failure().refuses();
            if (!step.ends()) {
                leave(place, exits.success(), both ? "completed" : "");
            }
            leave(place, exits.failure(), "not completed");
        }

        private void leave(int place, Exit exit, String label) {
            Edge edge = new Edge(place, 0, label);
            int target = exit.step() == null ? place : flow.place(exit.step()) + 1;
            if (exit.refuses() || target <= 0) {
                return;
            }
            if (exit.step() == null) {
                open.addFirst(edge);
            } else if (target <= place) {
                connect(edge, target, "");
            } else {
                jumps.computeIfAbsent(exit.step(), _ -> new ArrayList<>()).add(edge);
            }
        }

        /** When the step applies: also if a level that needs it is asked for. */
        private String condition(Step step) {
            Expression when = step.when();
            if (when == null) {
                return "";
            }
            String levels =
                    flow.acr().levels().entrySet().stream()
                            .filter(level -> level.getValue().contains(step.id()))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining(" or "));
            return levels.isEmpty() || !step.appliesWhenUnknown()
                    ? text(when)
                    : text(when) + " or level " + levels;
        }

        /** A rule leads to the first of the steps that it reads, or to the start. */
        private void add(App app, AccessRule rule) {
            AccessRule.StepUp stepUp = rule.otherwise();
            if (stepUp == null || !stepUp.flow().equals(flow.id())) {
                return;
            }
            int target =
                    rule.condition().steps().stream()
                            .mapToInt(step -> flow.place(step) + 1)
                            .filter(place -> place > 0)
                            .min()
                            .orElse(0);
            nodes.add(new Node(Shape.RULE, List.of(app.id() + " needs", text(rule.condition()))));
            int place = nodes.size() - 1;
            edges.add(new Edge(flow.steps().size() + 1, place, "page of " + app.id()));
            String level = stepUp.acr() == null ? "" : ", level " + stepUp.acr();
            edges.add(new Edge(place, target, "else" + level));
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
            if (step instanceof AssignStep given) {
                given.assigned().groups().forEach(group -> lines.add("group " + group));
                given.assigned().attributes().keySet().forEach(name -> lines.add("sets " + name));
            }
            if (step instanceof DenyStep deny) {
                lines.add(deny.message());
            }
            return new Node(step.ends() ? Shape.REFUSAL : Shape.STEP, lines);
        }
    }
}
