/**
 * The door to the configuration: a folder of YAML becomes an immutable {@link FlowConfig} or a list
 * of problems.
 *
 * <p>{@link FlowConfigLoader} reads ({@code yaml}), parses ({@link RootSection}, and below it one
 * package for each section: {@code gateway}, {@code directory}, {@code connection}, {@code
 * provisioning}, {@code step}, {@code app}, {@code webhook}, {@code username}, {@code scenario})
 * and checks ({@link FlowConfigValidator}). {@link StandardTypes} lists the kinds of steps and
 * connections. The gateway asks the package {@code evaluate} for decisions. Begin with {@link
 * FlowConfigLoader}.
 */
@NullMarked
package dev.vestibule.flow;

import org.jspecify.annotations.NullMarked;
