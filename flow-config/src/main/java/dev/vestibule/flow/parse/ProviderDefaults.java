package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.model.AttributeMapping;
import dev.vestibule.flow.parse.YamlNode.Scalar;
import dev.vestibule.flow.problem.Place;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider's claims become where the YAML does not say.
 *
 * @param place of the connection
 */
record ProviderDefaults(Provider provider, ExpressionReader expressions, Scope scope, Place place) {
    private static final String GOOGLE_USERNAME = "claims.email.split(\"@\")[0]";

    /** Without an account, only the subject always identifies the same user. */
    Expression username(boolean enabled) {
        if (!enabled) {
            return expression(ProvisioningKeys.USERNAME_WITHOUT_ACCOUNT, ResultKind.TEXT);
        }
        return switch (provider) {
            case OIDC -> expression(ProvisioningKeys.DEFAULT_USERNAME, ResultKind.TEXT);
            case GOOGLE -> expression(GOOGLE_USERNAME, ResultKind.TEXT);
        };
    }

    Map<String, AttributeMapping> attributes() {
        return switch (provider) {
            case OIDC -> Map.of();
            case GOOGLE -> {
                Map<String, AttributeMapping> attributes = new LinkedHashMap<>();
                attributes.put("displayName", plain("claims.name"));
                attributes.put("givenName", plain("claims.given_name"));
                attributes.put("sn", plain("claims.family_name"));
                attributes.put(
                        "mail",
                        new AttributeMapping(
                                expression("claims.email", ResultKind.VALUES),
                                List.of(),
                                expression("claims.email_verified", ResultKind.CONDITION)));
                yield attributes;
            }
        };
    }

    private AttributeMapping plain(String source) {
        return new AttributeMapping(expression(source, ResultKind.VALUES), List.of(), null);
    }

    private Expression expression(String source, ResultKind result) {
        Span nowhere = new Span(0, 0, 0, 0, Span.Form.CHANGED);
        return expressions.read(new Scalar(place, source, true, nowhere), scope, result);
    }
}
