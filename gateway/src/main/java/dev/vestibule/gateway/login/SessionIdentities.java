package dev.vestibule.gateway.login;

import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.expression.Facts.AccountFacts;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Who somebody is for the apps: their account where there is one, else their verified claims. */
final class SessionIdentities {
    private SessionIdentities() {}

    static AccountFacts facts(Account account) {
        return new AccountFacts(account.username(), account.groups(), account.attributes());
    }

    static SessionIdentity ofAccount(Account account, VerifiedIdentity identity) {
        return new SessionIdentity(
                account.username(),
                first(account.attributes(), "mail"),
                name(account.attributes()),
                account.groups(),
                identity,
                facts(account));
    }

    /**
     * The identity without an account. An email counts only where the provider says that it is
     * verified (OpenID Connect Core, section 5.1).
     *
     * @throws HttpFailure when the username cannot be made: another name in its place could be
     *     somebody else's
     */
    static SessionIdentity ofClaims(
            VerifiedIdentity identity, Provisioning provisioning, Facts facts) {
        Claims claims = identity.claims();
        boolean verified = Boolean.TRUE.equals(claims.values().get("email_verified"));
        return new SessionIdentity(
                username(identity, provisioning, facts),
                verified ? claims.text("email") : null,
                claims.text("name"),
                groups(claims),
                identity,
                null);
    }

    /**
     * Where accounts are written, their names belong to them: whom the skip rule leaves without one
     * goes by the subject, and never by a name that somebody else's account may have.
     */
    private static String username(
            VerifiedIdentity identity, Provisioning provisioning, Facts facts) {
        if (provisioning.enabled()) {
            return identity.subject();
        }
        try {
            Object value = provisioning.content().username().value(facts).orElse("");
            if (value instanceof String username && !username.isBlank()) {
                return username;
            }
        } catch (ExpressionException failure) {
            throw unnamed().causedBy(failure);
        }
        throw unnamed();
    }

    private static HttpFailure unnamed() {
        return HttpFailure.of(
                FailureKind.PROVISIONING_REFUSED, "the username expression gives no username");
    }

    private static List<String> groups(Claims claims) {
        return claims.values().get("groups") instanceof List<?> groups
                ? groups.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    private static @Nullable String name(Map<String, List<String>> attributes) {
        String displayed = first(attributes, "displayName");
        return displayed == null ? first(attributes, "cn") : displayed;
    }

    private static @Nullable String first(Map<String, List<String>> attributes, String name) {
        List<String> values = attributes.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }
}
