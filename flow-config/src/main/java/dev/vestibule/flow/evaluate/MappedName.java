package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.EvaluationContext;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.username.Username;
import dev.vestibule.flow.username.UsernameProblem;
import dev.vestibule.flow.username.UsernameRule;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * The username that a mapping gives.
 *
 * @param username in the form of usernames
 * @param refused why no new account gets it; null when it may
 */
record MappedName(String username, @Nullable UsernameProblem refused) {

    /** Empty when there is none, or one that no account has. */
    static Optional<MappedName> of(
            Expression expression, UsernameRule rule, EvaluationContext facts) {
        try {
            return expression
                    .value(facts)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .flatMap(wanted ->
                            Username.of(wanted)
                                    .map(name ->
                                            new MappedName(
                                                    name, rule.problem(wanted).orElse(null))));
        } catch (ExpressionException stricter) {
            return Optional.empty();
        }
    }
}
