/**
 * Findings about the configuration, each with file, line and path.
 *
 * <p>Begin reading at {@link dev.vestibule.flow.problem.Problem}: what was found, what is allowed
 * and what to do. Readers and checks note one at a {@link dev.vestibule.flow.problem.Place}; {@link
 * dev.vestibule.flow.problem.SourceMap} knows the lines. {@link
 * dev.vestibule.flow.problem.ProblemReport} shows them as {@code vestibule check} prints them.
 */
@NullMarked
package dev.vestibule.flow.problem;

import org.jspecify.annotations.NullMarked;
