package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.AnswerProblem;

import org.jspecify.annotations.Nullable;

/**
 * What was wrong with a person's answer.
 *
 * @param attribute the one that it is about; null when it is about something else
 */
record Mistake(AnswerProblem problem, @Nullable String attribute) {

    static Mistake of(AnswerProblem problem) {
        return new Mistake(problem, null);
    }
}
