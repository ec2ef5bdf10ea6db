package dev.vestibule.flow.expression.facts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an expression may see. A part that is not known yet (the account before login, say) is null;
 * reading it fails the expression.
 *
 * @param claims the verified claims of the identity, null before there is one
 * @param connection id of the connection that verified the identity, null before there is one
 * @param account the directory account, null while there is none
 * @param steps the completed steps by id
 * @param app id of the app that the request is for
 * @param first the identity that the login began with; null where nothing is compared with it
 * @param acr the levels of authentication that are asked for and reached
 * @param trail how the login came to where it is; null outside of a login
 */
public record EvaluationContext(
        RequestFacts request,
        @Nullable Map<String, Object> claims,
        @Nullable String connection,
        @Nullable AccountFacts account,
        Map<String, StepFacts> steps,
        String app,
        Instant now,
        @Nullable FirstFacts first,
        AcrFacts acr,
        @Nullable Trail trail) {

    public EvaluationContext {
        claims =
                claims == null
                        ? null
                        : java.util.Collections.unmodifiableMap(VerifiedFlags.normalised(claims));
        steps = Map.copyOf(steps);
    }

    /** What an expression may see outside of a login. */
    public EvaluationContext(
            RequestFacts request,
            @Nullable Map<String, Object> claims,
            @Nullable String connection,
            @Nullable AccountFacts account,
            Map<String, StepFacts> steps,
            String app,
            Instant now,
            @Nullable FirstFacts first,
            AcrFacts acr) {
        this(request, claims, connection, account, steps, app, now, first, acr, null);
    }

    /** The same facts beside the identity that the login began with. */
    public EvaluationContext after(FirstFacts earlier) {
        return new EvaluationContext(
                request, claims, connection, account, steps, app, now, earlier, acr, trail);
    }

    /** The same facts after the login. */
    public EvaluationContext afterLogin() {
        return new EvaluationContext(
                request, claims, connection, account, steps, app, now, first, acr, null);
    }

    /** The same facts with other completed steps. */
    public EvaluationContext with(Map<String, StepFacts> completed) {
        return new EvaluationContext(
                request, claims, connection, account, completed, app, now, first, acr, trail);
    }

    /**
     * Levels of authentication, by the names that the flow gives them (OpenID Connect Core, section
     * 2, {@code acr}).
     *
     * @param requested those that the login is asked for
     * @param reached those that are reached, from the weakest to the strongest
     */
    public record AcrFacts(List<String> requested, List<String> reached) {
        /** Nothing is asked for, and nothing is reached. */
        public static final AcrFacts NONE = new AcrFacts(List.of(), List.of());

        public AcrFacts {
            requested = List.copyOf(requested);
            reached = List.copyOf(reached);
        }

        /** The strongest that is reached; empty while none is. */
        public String level() {
            return reached.isEmpty() ? "" : reached.getLast();
        }
    }

    /** The identity that the login began with, and the connection that verified it. */
    public record FirstFacts(Map<String, Object> claims, String connection) {
        public FirstFacts {
            claims = java.util.Collections.unmodifiableMap(VerifiedFlags.normalised(claims));
        }
    }

    /**
     * The request as the gateway and every application see it.
     *
     * @param ip the client's, after trusted proxies
     * @param method null when an application may take another one
     * @param path null when an application may take another one
     * @param userAgent empty when the client sends none, null when applications may take different
     *     ones
     */
    public record RequestFacts(
            String ip,
            String host,
            @Nullable String method,
            @Nullable String path,
            @Nullable String userAgent,
            Parameters params) {}

    /** The account as its directory entry tells it. */
    public record AccountFacts(
            String username, List<String> groups, Map<String, List<String>> attributes) {
        public AccountFacts {
            groups = List.copyOf(groups);
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * A completed step.
     *
     * @param option the connection or factor that was used
     * @param amr authentication methods, as in RFC 8176
     * @param values what the step has found out, by name; null for none
     */
    public record StepFacts(
            String option,
            boolean authenticated,
            List<String> amr,
            Instant at,
            @Nullable Map<String, Object> values) {
        public StepFacts {
            amr = List.copyOf(amr);
            values = values == null ? null : Map.copyOf(values);
        }

        /** A step without values. */
        public StepFacts(String option, boolean authenticated, List<String> amr, Instant at) {
            this(option, authenticated, amr, at, null);
        }

        /** A step of this kind that proves nothing, and has found out these values. */
        public static StepFacts valued(String kind, Instant at, Map<String, ?> values) {
            return new StepFacts(kind, false, List.of(), at, Map.copyOf(values));
        }

        /** Without values, which may be personal. */
        @Override
        public String toString() {
            return "StepFacts[option=%s, amr=%s, at=%s]".formatted(option, amr, at);
        }
    }
}
