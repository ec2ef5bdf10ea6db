package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.login.Authenticator.Attempt.Asked;
import dev.vestibule.gateway.login.LoginContext;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** What the provider of an option is asked for, from the option's keys and what the login knows. */
record ProviderParameters(StepOption option, EvaluationContext facts) {
    private static final int LONGEST = 1_000;
    private static final String HINT = "login_hint";

    /**
     * For an attempt that begins now.
     *
     * @param address what the user has entered before; null for nothing
     * @throws HttpFailure {@code LOGIN_DENIED} when a parameter has no usable value
     */
    static Asked of(
            LoginContext login, AuthenticateStep step, String id, @Nullable String address) {
        StepOption option = step.offer(id);
        boolean fresh = option.force() || login.transaction().purpose().fresh(step.id());
        Map<String, String> texts = new ProviderParameters(option, login.facts()).texts();
        if (login.transaction().purpose().byAnotherAccount()) {
            texts.putIfAbsent(Asked.PROMPT, Asked.SELECT_ACCOUNT);
        }
        String told = address == null ? told(login, id) : address;
        if (told != null) {
            texts.putIfAbsent(HINT, told);
        }
        return new Asked(fresh, option.maxAge(), option.acr(), texts);
    }

    /** What the link to this option says of the user; it proves nothing. */
    private static @Nullable String told(LoginContext login, String id) {
        String hint =
                id.equals(login.wanted())
                        ? RequestParameters.ofQuery(login.http()).optional(HINT)
                        : null;
        return hint == null || hint.isEmpty() || !usable(hint) ? null : hint;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        option.params()
                .forEach((name, expression) -> {
                    String value = required(name, expression);
                    if (value != null) {
                        texts.put(name, value);
                    }
                });
        String hint = hint();
        if (hint != null) {
            texts.put(HINT, hint);
        }
        return texts;
    }

    private @Nullable String required(String name, Expression expression) {
        try {
            return text(expression);
        } catch (ExpressionException failed) {
            throw HttpFailure.of(
                    FailureKind.LOGIN_DENIED,
                    "params.%s of %s: %s".formatted(name, option.id(), failed.getMessage()));
        }
    }

    /** It proves nothing, so that a login does without it. */
    private @Nullable String hint() {
        try {
            return option.loginHint() == null ? null : text(option.loginHint());
        } catch (ExpressionException without) {
            return null;
        }
    }

    /** Null for no value. */
    private @Nullable String text(Expression expression) {
        Object value = expression.value(facts).orElse(null);
        if (value == null || value.equals("")) {
            return null;
        }
        if (value instanceof String text && usable(text)) {
            return text;
        }
        throw new ExpressionException("it is no text of one line with at most 1000 characters");
    }

    private static boolean usable(String text) {
        return text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }
}
