package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.vertx.ext.web.RoutingContext;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of the first login as it was sent. A field that was not asked for is empty.
 *
 * @param login key of the login
 * @param typed every field for an attribute that came, asked for or not
 */
record AnswerForm(
        String login,
        boolean agrees,
        String username,
        Map<String, String> typed,
        String password,
        String repeated) {
    /** Before the attribute's name, in the name of its field. */
    static final String ATTRIBUTE = "attribute.";

    private static final String AGREE = "agree";
    private static final String DECLINE = "decline";

    /**
     * @throws HttpFailure {@code BAD_REQUEST} when it says neither yes nor no, or a field comes
     *     twice
     */
    static AnswerForm of(RoutingContext ctx) {
        String decision = field(ctx, "decision");
        if (!decision.equals(AGREE) && !decision.equals(DECLINE)) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "neither yes nor no");
        }
        return new AnswerForm(
                field(ctx, LoginAddress.KEY),
                decision.equals(AGREE),
                field(ctx, "username"),
                typed(ctx),
                field(ctx, "password"),
                field(ctx, "repeated"));
    }

    private static Map<String, String> typed(RoutingContext ctx) {
        Map<String, String> typed = new HashMap<>();
        for (String name : ctx.request().formAttributes().names()) {
            if (name.startsWith(ATTRIBUTE)) {
                typed.put(name.substring(ATTRIBUTE.length()), field(ctx, name));
            }
        }
        return typed;
    }

    private static String field(RoutingContext ctx, String name) {
        List<String> values = ctx.request().formAttributes().getAll(name);
        if (values.size() > 1) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "a field that comes twice");
        }
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** Without what the user typed. */
    @Override
    public String toString() {
        return "AnswerForm[agrees=" + agrees + "]";
    }
}
