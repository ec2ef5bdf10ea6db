package dev.vestibule.flow.graph;

import dev.vestibule.flow.graph.FlowGraph.Edge;
import dev.vestibule.flow.graph.FlowGraph.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A graph in the language of Mermaid, which GitHub and many editors draw. */
public record Mermaid(FlowGraph graph) {

    /** The text, with a line break at its end. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("flowchart TD");
        for (int index = 0; index < graph.nodes().size(); index++) {
            lines.add("  n" + index + box(graph.nodes().get(index)));
        }
        graph.edges().forEach(edge -> lines.add("  " + arrow(edge)));
        return String.join("\n", lines) + "\n";
    }

    private static String box(Node node) {
        String label =
                "\""
                        + node.lines().stream()
                                .map(Mermaid::escaped)
                                .collect(Collectors.joining("<br/>"))
                        + "\"";
        return switch (node.shape()) {
            case START, END -> "([" + label + "])";
            case STEP -> "[" + label + "]";
            case RULE -> "[/" + label + "/]";
            case REFUSAL -> "{{" + label + "}}";
        };
    }

    private static String arrow(Edge edge) {
        return edge.label().isEmpty()
                ? "n" + edge.from() + " --> n" + edge.to()
                : "n" + edge.from() + " -- \"" + escaped(edge.label()) + "\" --> n" + edge.to();
    }

    /** Everything but letters, digits and harmless signs as a code of Mermaid. */
    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(point ->
                        isHarmless(point) ? Character.toString(point) : "#" + visible(point) + ";")
                .collect(Collectors.joining());
    }

    private static boolean isHarmless(int point) {
        return Character.isLetterOrDigit(point) || " .,_-/:()=!?+".indexOf(point) >= 0;
    }

    /** What cannot be seen is shown as a replacement. */
    private static int visible(int point) {
        return Labels.isVisible(point) ? point : Labels.REPLACEMENT;
    }
}
