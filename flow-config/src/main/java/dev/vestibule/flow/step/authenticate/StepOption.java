package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A connection or factor that a step offers, and what its provider is asked for.
 *
 * @param when where it is not true, or fails, the option is not offered; null means always
 * @param force whether an open session at the provider is no proof
 * @param maxAge how long ago the user may have signed in at the provider; null for any time
 * @param acr the levels of the provider of which its answer must name one; empty for any
 * @param loginHint who the user says to be, for the provider's page; null for none
 * @param params further parameters of the request to the provider
 */
@KeyTable(
        """
        An option of an authenticate step with keys of its own.
        | when | always | if it is false or fails, the option is not offered; it is evaluated when the
          step begins. A login for which no option is left is refused.
        | force | `false` | if true, the user must sign in at the provider although a session is open
          there, and the ID token must confirm it.
        | max-age | none | how long ago the user may have signed in at the provider; the ID token must
          confirm it.
        | acr | none | the levels of authentication that the provider is asked for (`acr_values`), the
          preferred one first; the ID token must name one of them.
        | login-hint | none | an expression: the name or address that the provider's page shows. If it
          fails, none is sent.
        | params | none | further parameters of the request to the provider, each with an expression. If
          one fails, the login is refused; one without a value is not sent.
        """)
public record StepOption(
        String id,
        @Nullable Expression when,
        boolean force,
        @Nullable Duration maxAge,
        List<String> acr,
        @Nullable Expression loginHint,
        Map<String, Expression> params) {
    private static final ExpressionType TEXT = new ExpressionType(ResultKind.TEXT);
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    /** Parameters that the gateway sets itself, or that keys beside {@code params} set. */
    private static final Set<String> RESERVED =
            Set.of(
                    ("response_type response_mode client_id client_secret client_assertion"
                                    + " client_assertion_type redirect_uri scope state nonce"
                                    + " code_challenge code_challenge_method request request_uri"
                                    + " registration dpop_jkt claims id_token_hint prompt max_age"
                                    + " acr_values login_hint")
                            .split(" "));

    public StepOption {
        acr = List.copyOf(acr);
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /** An option without keys. */
    static StepOption plain(String id) {
        return new StepOption(id, null, false, null, List.of(), null, Map.of());
    }

    static Section<StepOption> section() {
        return Section.of(
                        StepOption.class,
                        Map.of(
                                "login-hint",
                                TEXT,
                                "params",
                                new EntryMap<>(
                                        "names of parameters, each with an expression",
                                        "names of parameters, each with an expression",
                                        TEXT,
                                        "NAME",
                                        (entries, _, context) ->
                                                entries.forEach((name, entry) -> {
                                                    if (!isFree(name)) {
                                                        context.error(
                                                                entry.key(),
                                                                "a parameter that params"
                                                                        + " may not set",
                                                                "a name of letters,"
                                                                        + " digits, _, . and -"
                                                                        + " that the protocol"
                                                                        + " does not use",
                                                                remedy(name));
                                                    }
                                                }))))
                .checked(StepOption::check);
    }

    private void check(Fields fields) {
        if (force && maxAge != null) {
            fields.error(
                    "max-age",
                    "max-age beside force, which allows no age at all",
                    "one of the two",
                    "Remove max-age, or force.");
        }
        for (String level : acr) {
            if (level.contains(" ")) {
                fields.error(
                        "acr",
                        "a level with a space",
                        "one level, or a list of them",
                        "Write acr: [first, second].");
                return;
            }
        }
    }

    private static boolean isFree(String name) {
        return NAME.matcher(name).matches() && !RESERVED.contains(name);
    }

    private static String remedy(String name) {
        return switch (name) {
            case "prompt" -> "Write force: true beside params, or remove it.";
            case "max_age" -> "Write max-age beside params.";
            case "acr_values" -> "Write acr beside params.";
            case "login_hint" -> "Write login-hint beside params.";
            default -> "Remove it.";
        };
    }

    /** Whether its provider is asked for something. */
    boolean asks() {
        return proves() || loginHint != null || !params.isEmpty();
    }

    /** Whether its provider must prove more than who the user is. */
    boolean proves() {
        return force || maxAge != null || !acr.isEmpty();
    }

    /** Whether a sign-in with the same connection elsewhere can be less than this one. */
    public boolean demands() {
        return when != null || proves();
    }
}
