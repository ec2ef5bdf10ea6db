package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

import java.util.List;

/** The fields of a form, each of which is read only if it came once. */
record FormFields(MultiMap fields) {

    static FormFields of(RoutingContext ctx) {
        return new FormFields(ctx.request().formAttributes());
    }

    /**
     * The field's value, which may be empty.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it is absent or came twice
     */
    String required(String name) {
        List<String> values = fields.getAll(name);
        if (values.size() != 1) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "field missing or given twice: " + name);
        }
        return values.getFirst();
    }

    /** Names the fields only: among the values are keys and passwords. */
    @Override
    public String toString() {
        return "FormFields" + fields.names();
    }
}
