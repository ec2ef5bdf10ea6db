package dev.vestibule.gateway.factor;

import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Texts;
import dev.vestibule.gateway.login.Authenticator.Attempt;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What every page of a factor has around its own fields.
 *
 * @param problem what is wrong with the last answer; null at first
 * @param others whether the user may choose another option
 * @param rememberDays for how many days this device can be remembered; 0 for never
 * @param cannot whether the user may say that they cannot answer
 * @param confirms the name of the signed-in user who proves again who they are; else null
 */
public record FactorPrompt(
        Page.Form form,
        @Nullable Problem problem,
        boolean others,
        int rememberDays,
        boolean cannot,
        @Nullable String confirms) {
    /** Of a page whose user has to answer. */
    public FactorPrompt(
            Page.Form form, @Nullable Problem problem, boolean others, int rememberDays) {
        this(form, problem, others, rememberDays, false, null);
    }

    /**
     * What is wrong with an answer.
     *
     * @param text key of the sentence
     * @param seconds until the next answer is taken; 0 for at once
     */
    public record Problem(String text, int seconds) {
        /** A wrong answer. */
        public static Problem of(String text) {
            return new Problem(text, 0);
        }

        /** Too many wrong answers. */
        public static Problem wait(int seconds) {
            return new Problem("factor.wait", seconds);
        }

        /** The HTTP status of the page that says so. */
        public int status() {
            return seconds > 0 ? 429 : 403;
        }

        /** How long that is in minutes, rounded up. */
        public int minutes() {
            return (seconds + 59) / 60;
        }
    }

    /** For this attempt. */
    public static FactorPrompt of(Attempt attempt, @Nullable Problem problem) {
        var remember = attempt.offers().remember();
        return new FactorPrompt(
                attempt.form().get(),
                problem,
                !attempt.offers().others().isEmpty(),
                remember == null ? 0 : (int) Math.max(1, remember.toDays()),
                attempt.offers().cannot(),
                attempt.offers().confirms());
    }

    /** For a page that shows the other options itself. */
    public FactorPrompt withoutOthers() {
        return new FactorPrompt(form, problem, false, rememberDays, cannot, confirms);
    }

    /** What is wrong, at this field of the page or at none; empty when nothing is. */
    public List<Page.Problem> problems(Texts texts, @Nullable String field) {
        if (problem == null) {
            return List.of();
        }
        String text =
                problem.seconds() > 60
                        ? texts.text(problem.text() + ".minutes", problem.minutes())
                        : texts.text(problem.text(), problem.seconds());
        return List.of(new Page.Problem(text, field));
    }

    /** The HTTP status of the page. */
    public int status() {
        return problem == null ? 200 : problem.status();
    }

    /** The seconds until the next answer is taken; 0 for at once. */
    int seconds() {
        return problem == null ? 0 : problem.seconds();
    }
}
