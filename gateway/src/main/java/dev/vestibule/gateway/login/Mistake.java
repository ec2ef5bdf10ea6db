package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.AnswerProblem;

import org.jspecify.annotations.Nullable;

/**
 * What was wrong with the user's answer.
 *
 * @param attribute the attribute with the mistake; null for another mistake
 */
record Mistake(AnswerProblem problem, @Nullable String attribute) {

    static Mistake of(AnswerProblem problem) {
        return new Mistake(problem, null);
    }
}
