package dev.vestibule.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of a query or of a form, none of which appears twice: of two values, two readers
 * may take different ones.
 */
public record RequestParameters(Map<String, String> values) {
    public RequestParameters {
        values = Map.copyOf(values);
    }

    /**
     * The request's query.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it names a parameter twice
     */
    public static RequestParameters ofQuery(RoutingContext ctx) {
        return of(ctx.queryParams());
    }

    /**
     * The request's form, behind a body handler.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it names a field twice
     */
    public static RequestParameters ofForm(RoutingContext ctx) {
        return of(ctx.request().formAttributes());
    }

    private static RequestParameters of(MultiMap sent) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, String> parameter : sent) {
            if (values.put(parameter.getKey(), parameter.getValue()) != null) {
                throw HttpFailure.of(FailureKind.BAD_REQUEST, "parameter given twice");
            }
        }
        return new RequestParameters(values);
    }

    /** The parameter's value, or null when it is absent. */
    public @Nullable String optional(String name) {
        return values.get(name);
    }

    /** The parameter's value, empty when it is absent. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /**
     * The parameter's value, which may be empty.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it is absent
     */
    public String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "parameter missing: " + name);
        }
        return value;
    }

    /** Names the parameters only: among the values are codes, keys and passwords. */
    @Override
    public String toString() {
        return "RequestParameters" + values.keySet();
    }
}
