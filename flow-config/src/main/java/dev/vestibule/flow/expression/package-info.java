/**
 * Conditions and mappings: compiled CEL expressions.
 *
 * <p>The sections of the YAML compile texts with {@link
 * dev.vestibule.flow.expression.ExpressionCompiler}, where reading begins: a {@link
 * dev.vestibule.flow.expression.Scope} says which variables there are, {@link
 * dev.vestibule.flow.expression.ResultKind} what must come out, and {@link
 * dev.vestibule.flow.expression.Compilation} is the expression or its mistakes. An {@link
 * dev.vestibule.flow.expression.Expression} is evaluated over the facts of {@link
 * dev.vestibule.flow.expression.facts.EvaluationContext}; {@code Functions} is what it may call.
 */
@NullMarked
package dev.vestibule.flow.expression;

import org.jspecify.annotations.NullMarked;
