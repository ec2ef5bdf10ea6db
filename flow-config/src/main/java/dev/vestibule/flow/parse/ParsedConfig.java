package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.problem.Places;

/**
 * What the files say.
 *
 * @param config the model; with stand-ins where a problem was found
 * @param places where each part of it stands
 * @param complete whether every file could be read; if not, checks across files mean nothing
 * @param lines the lines of the files, as far as they are safe to show
 */
public record ParsedConfig(FlowConfig config, Places places, boolean complete, SafeLines lines) {}
