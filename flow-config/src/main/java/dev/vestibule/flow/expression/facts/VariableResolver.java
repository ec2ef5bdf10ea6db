package dev.vestibule.flow.expression.facts;

import dev.cel.runtime.CelVariableResolver;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Hands the facts to CEL. A part that is not known is unknown to CEL too, so that an expression
 * that does not depend on it still has a value.
 *
 * @param hidden what the expression may not read
 */
public record VariableResolver(EvaluationContext facts, Set<Variable> hidden)
        implements CelVariableResolver {
    @Override
    public Optional<Object> find(String name) {
        return Variable.named(name).filter(variable -> !hidden.contains(variable)).map(this::value);
    }

    private @Nullable Object value(Variable variable) {
        return switch (variable) {
            case REQUEST -> new RequestView(facts.request());
            case USER_AGENT -> new UserAgentView(facts.request());
            case CLAIMS -> facts.claims() == null ? null : ClaimsView.verified(facts.claims());
            case CONNECTION -> facts.connection();
            case ACCOUNT -> facts.account() == null ? null : account(facts.account());
            case STEPS -> steps(facts.steps(), facts.trail());
            case FIRST -> facts.first() == null ? null : first(facts.first());
            case ACR -> Map.of("requested", facts.acr().requested(), "level", facts.acr().level());
            case DEVICE ->
                    facts.trail() == null ? null : Map.of("known", facts.trail().knownDevice());
            case APP -> facts.app();
            case NOW -> facts.now();
        };
    }

    private static Map<String, Object> first(EvaluationContext.FirstFacts first) {
        return Map.of(
                "claims", ClaimsView.verified(first.claims()), "connection", first.connection());
    }

    private static Map<String, Object> account(EvaluationContext.AccountFacts account) {
        return Map.of(
                "username", account.username(),
                "groups", account.groups(),
                "attributes", account.attributes());
    }

    private static Map<String, Object> steps(
            Map<String, EvaluationContext.StepFacts> steps, @Nullable Trail trail) {
        Map<String, Object> visible = new HashMap<>();
        steps.forEach((id, step) -> visible.put(id, counted(id, step(step), trail)));
        if (trail != null) {
            trail.failed()
                    .forEach(id ->
                            visible.putIfAbsent(
                                    id, counted(id, Map.of("authenticated", false), trail)));
        }
        return visible;
    }

    private static Map<String, Object> step(EvaluationContext.StepFacts step) {
        Map<String, Object> values = step.values() == null ? Map.of() : step.values();
        return Map.of(
                "option",
                step.option(),
                "authenticated",
                step.authenticated(),
                "amr",
                step.amr(),
                "at",
                step.at(),
                Variable.VALUES,
                values,
                Variable.ANSWER,
                values);
    }

    private static Map<String, Object> counted(
            String id, Map<String, Object> step, @Nullable Trail trail) {
        if (trail == null) {
            return step;
        }
        Map<String, Object> all = new HashMap<>(step);
        all.put("failures", (long) trail.wrong().getOrDefault(id, 0));
        return all;
    }

    /** The device as CEL sees it: read when it is asked for, since a header may not be clear. */
    private static final class UserAgentView extends AbstractMap<String, Object> {
        private final EvaluationContext.RequestFacts request;

        UserAgentView(EvaluationContext.RequestFacts request) {
            this.request = request;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            return members().get(String.valueOf(key));
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return members().containsKey(String.valueOf(key));
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return members().entrySet();
        }

        private Map<String, Object> members() {
            Device device = Device.of(RequestView.clear(request.userAgent()));
            return Map.of(
                    "browser", Objects.requireNonNullElse(device.browser(), ""),
                    "os", device.os(),
                    "mobile", device.isMobile());
        }
    }

    /**
     * A request as CEL sees it. Reading what is not clear throws an {@link ExpressionException}.
     */
    private static final class RequestView extends AbstractMap<String, Object> {
        /** Frameworks of several languages take this parameter of a POST for the method. */
        private static final String METHOD_PARAMETER = "_method";

        private final EvaluationContext.RequestFacts request;
        private @Nullable ParametersView parameters;

        RequestView(EvaluationContext.RequestFacts request) {
            this.request = request;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            return switch (String.valueOf(key)) {
                case "ip" -> request.ip();
                case "host" -> request.host();
                case "method" -> method();
                case "path" -> clear(request.path());
                case "user_agent" -> clear(request.userAgent());
                case "params" -> parameters();
                default -> null;
            };
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> all = new LinkedHashMap<>();
            for (Variable.Field field : Variable.REQUEST.fields()) {
                Object value = get(field.name());
                if (value != null) {
                    all.put(field.name(), value);
                }
            }
            return all.entrySet();
        }

        private String method() {
            String method = clear(request.method());
            return method.equals("POST") && parameters().mayHave(METHOD_PARAMETER)
                    ? clear(null)
                    : method;
        }

        private ParametersView parameters() {
            ParametersView known = parameters;
            if (known == null) {
                known = ParametersView.of(request.params().query());
                parameters = known;
            }
            return known;
        }

        private static String clear(@Nullable String value) {
            if (value == null) {
                throw new ExpressionException(
                        "applications may read the request in different ways");
            }
            return value;
        }
    }
}
