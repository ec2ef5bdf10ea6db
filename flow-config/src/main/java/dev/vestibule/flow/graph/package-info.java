/**
 * Draws a flow. {@link FlowGraph} makes boxes and arrows of the compiled flow; {@link Mermaid} and
 * {@link Svg} write them. Labels are text whatever they contain: markup, syntax of Mermaid and
 * control characters are escaped. Pure: the command {@code graph} prints it. Begin with {@link
 * FlowGraph}.
 */
@NullMarked
package dev.vestibule.flow.graph;

import org.jspecify.annotations.NullMarked;
