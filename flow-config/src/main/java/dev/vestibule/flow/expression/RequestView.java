package dev.vestibule.flow.expression;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A request as CEL sees it. Reading what is not clear throws an {@link ExpressionException}. */
final class RequestView extends AbstractMap<String, Object> {
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
            case "path" -> request.path();
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
            throw new ExpressionException("applications may read the request in different ways");
        }
        return value;
    }
}
