package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.problem.Places;

/**
 * The content of the files.
 *
 * @param config the model; with placeholders where a problem was found
 * @param places the place of each part of it
 * @param complete whether every file could be read; if not, checks across files have no meaning
 * @param lines the lines of the files that are safe to show
 */
public record ParsedConfig(FlowConfig config, Places places, boolean complete, SafeLines lines) {}
