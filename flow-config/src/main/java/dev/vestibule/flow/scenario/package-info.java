/**
 * The section {@code tests}: a login as the editor of a flow imagines it, and what must become of
 * it.
 *
 * <p>{@link Scenario} is one test: {@link Given} is the request, the account and what each step
 * results in, {@link Expectation} is how the login must end. {@link ScenarioSection} has the keys,
 * and {@link ScenarioCheck} finds ids that do not exist. The package {@code simulate} plays a
 * scenario. Begin with {@link Scenario}.
 */
@NullMarked
package dev.vestibule.flow.scenario;

import org.jspecify.annotations.NullMarked;
