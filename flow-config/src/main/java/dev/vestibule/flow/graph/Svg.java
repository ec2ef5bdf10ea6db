package dev.vestibule.flow.graph;

import dev.vestibule.flow.graph.FlowGraph.Edge;
import dev.vestibule.flow.graph.FlowGraph.Node;
import dev.vestibule.flow.graph.FlowGraph.Shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A graph as a picture: one column of boxes, in the order of the flow. An arrow to the next box
 * goes straight down, one that passes boxes by goes around them on the right. Has no script, link
 * or font of its own.
 */
public final class Svg {
    private static final int WIDTH = 260;
    private static final int LEFT = 30;
    private static final int LINE = 16;
    private static final int GAP = 34;
    private static final int LANE = 26;
    private static final int WRAP = 34;
    private static final int NARROW = 19;

    /** The width of a character of a label, rounded up. */
    private static final int CHARACTER = 7;

    private static final int MOST_LINES = 8;

    private final FlowGraph graph;
    private final List<List<String>> texts;
    private final List<Integer> tops = new ArrayList<>();
    private final int height;
    private final int lanes;

    public Svg(FlowGraph graph) {
        this.graph = graph;
        this.texts =
                graph.nodes().stream()
                        .map(node ->
                                node.lines().stream()
                                        .flatMap(line ->
                                                Labels.wrapped(line, WRAP, MOST_LINES).stream())
                                        .toList())
                        .toList();
        int top = 20;
        for (int index = 0; index < graph.nodes().size(); index++) {
            tops.add(top);
            top += boxHeight(index) + GAP + LINE * labelLines(index);
        }
        this.height = top;
        this.lanes = Math.max(LEFT + WIDTH + 20, LEFT + WIDTH / 2 + 20 + longest(true));
    }

    /** The width of the longest label, of the arrows that go straight down or of the others. */
    private int longest(boolean straight) {
        return CHARACTER
                * graph.edges().stream()
                        .filter(edge -> straight == isStraight(edge))
                        .flatMap(edge -> label(edge).stream())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
    }

    private static boolean isStraight(Edge edge) {
        return edge.to() == edge.from() + 1;
    }

    /** The lines of the condition of the arrow that goes straight down from a box. */
    private int labelLines(int from) {
        return graph.edges().stream()
                .filter(edge -> edge.from() == from && isStraight(edge))
                .mapToInt(edge -> label(edge).size())
                .sum();
    }

    private static List<String> label(Edge edge) {
        int length = isStraight(edge) ? NARROW : WRAP;
        return edge.label().isEmpty()
                ? List.of()
                : Labels.wrapped(edge.label(), length, MOST_LINES);
    }

    private int boxHeight(int index) {
        return LINE * texts.get(index).size() + 14;
    }

    /** The document, with a line break at its end. */
    public String text() {
        StringBuilder svg = new StringBuilder();
        List<Edge> around = graph.edges().stream().filter(edge -> !isStraight(edge)).toList();
        int width = lanes + around.size() * LANE + 10 + longest(false);
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
                font-family="sans-serif" font-size="13" role="img" aria-label="%s">
                <style>
                .b { fill: #fff; stroke: #2f5bb7; } .r { fill: #fdecea; stroke: #b3261e; }
                .e { fill: #e8f0fe; stroke: #2f5bb7; } .a { fill: none; stroke: #555; }
                .h { fill: #555; } .t { fill: #111; text-anchor: middle; }
                .c { fill: #555; font-family: monospace; font-size: 11px; }
                </style>
                <rect width="100%%" height="100%%" fill="#fff"/>
                """
                        .formatted(
                                width, height, width, height, Labels.xml("flow " + graph.title())));
        graph.edges().stream().filter(Svg::isStraight).forEach(edge -> svg.append(straight(edge)));
        for (int lane = 0; lane < around.size(); lane++) {
            svg.append(detour(around.get(lane), lane, around.size()));
        }
        for (int index = 0; index < graph.nodes().size(); index++) {
            svg.append(box(index));
        }
        return svg.append("</svg>\n").toString();
    }

    private String box(int index) {
        Node node = graph.nodes().get(index);
        String round = node.shape() == Shape.START || node.shape() == Shape.END ? "15" : "4";
        String style =
                switch (node.shape()) {
                    case START, END -> "e";
                    case STEP, RULE -> "b";
                    case REFUSAL -> "r";
                };
        StringBuilder box =
                new StringBuilder(
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%s\"/>\n"
                                .formatted(
                                        style,
                                        LEFT,
                                        tops.get(index),
                                        WIDTH,
                                        boxHeight(index),
                                        round));
        int y = tops.get(index) + LINE + 3;
        for (String line : texts.get(index)) {
            box.append(text("t", LEFT + WIDTH / 2, y, line));
            y += LINE;
        }
        return box.toString();
    }

    private String straight(Edge edge) {
        int x = LEFT + WIDTH / 2;
        int from = tops.get(edge.from()) + boxHeight(edge.from());
        int to = tops.get(edge.to());
        StringBuilder arrow =
                new StringBuilder(
                        "<path class=\"a\" d=\"M%d %d V%d\"/>\n".formatted(x, from, to - 6));
        arrow.append(head(x, to));
        int y = from + 20;
        for (String line : label(edge)) {
            arrow.append(text("c", x + 8, y, line));
            y += LINE;
        }
        return arrow.toString();
    }

    /** Leaves on the right, goes down in a lane of its own, and comes back on the right. */
    private String detour(Edge edge, int lane, int count) {
        int side = LEFT + WIDTH;
        int x = lanes + lane * LANE;
        int apart = edge.to() <= edge.from() ? 8 : 0;
        int from = tops.get(edge.from()) + boxHeight(edge.from()) / 2 + apart;
        int to = tops.get(edge.to()) + boxHeight(edge.to()) / 2 - apart;
        StringBuilder arrow =
                new StringBuilder(
                        "<path class=\"a\" d=\"M%d %d H%d V%d H%d\"/>\n"
                                .formatted(side, from, x, to, side + 6));
        arrow.append("<path class=\"h\" d=\"M%d %d l8 -4 v8 z\"/>\n".formatted(side, to));
        int y = (from + to) / 2 + lane * LINE;
        for (String line : label(edge)) {
            arrow.append(text("c", lanes + 4 + count * LANE, y, line));
            y += LINE;
        }
        return arrow.toString();
    }

    private static String head(int x, int y) {
        return "<path class=\"h\" d=\"M%d %d l-4 -8 h8 z\"/>\n".formatted(x, y);
    }

    private static String text(String style, int x, int y, String text) {
        return "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n"
                .formatted(style, x, y, Labels.xml(text));
    }
}
