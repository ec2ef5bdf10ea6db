/**
 * What expressions see: the facts of one request or login, as the variables of the documentation.
 *
 * <p>Reading begins with {@link dev.vestibule.flow.expression.facts.EvaluationContext}, which the
 * evaluators and the gateway fill, and with {@link dev.vestibule.flow.expression.facts.Variable},
 * the table of all variables. {@code VariableResolver} gives a compiled expression their values;
 * {@code ClaimsView} and {@code ParametersView} hide what is unknown or unclear. Nothing here knows
 * how expressions are compiled.
 */
@NullMarked
package dev.vestibule.flow.expression.facts;

import org.jspecify.annotations.NullMarked;
