package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * The query of a request, in which no parameter appears twice: of two values, two readers may take
 * different ones.
 */
record QueryParameters(Map<String, String> values) {
    QueryParameters {
        values = Map.copyOf(values);
    }

    /**
     * @throws HttpFailure {@code BAD_REQUEST} when the query names a parameter twice
     */
    static QueryParameters of(RoutingContext ctx) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, String> parameter : ctx.queryParams()) {
            if (values.put(parameter.getKey(), parameter.getValue()) != null) {
                throw HttpFailure.of(FailureKind.BAD_REQUEST, "parameter given twice");
            }
        }
        return new QueryParameters(values);
    }

    /** The parameter's value, or null when it is absent. */
    @Nullable String optional(String name) {
        return values.get(name);
    }

    /**
     * The parameter's value.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it is absent
     */
    String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "parameter missing: " + name);
        }
        return value;
    }

    /** Names the parameters only: among the values are codes and keys. */
    @Override
    public String toString() {
        return "QueryParameters" + values.keySet();
    }
}
