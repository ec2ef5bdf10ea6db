package dev.vestibule.gateway.identity;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.expression.EvaluationContext;
import dev.vestibule.flow.expression.EvaluationContext.AccountFacts;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Trust;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The identity of the user for the apps: the account if there is one, else the verified claims. */
public final class SessionIdentities {
    private SessionIdentities() {}

    public static AccountFacts facts(Account account) {
        return new AccountFacts(account.username(), account.groups(), account.attributes());
    }

    /**
     * The account. Apps do not see a group that could be mistaken for one of a connection, nor an
     * address that the provider sends and does not call verified, even if the directory has it.
     *
     * @throws IllegalArgumentException when the username could be taken for that of a user without
     *     an account
     */
    public static SessionIdentity ofAccount(
            Account account, VerifiedIdentity identity, FlowConfig config) {
        QualifiedNames names = QualifiedNames.of(config);
        if (names.has(account.username())) {
            throw new IllegalArgumentException(
                    "the username has the form of a name without an account: " + account.dn());
        }
        Connection connection = config.connections().get(identity.connection());
        return new SessionIdentity(
                account.username(),
                address(account, identity.claims(), connection),
                name(account.attributes()),
                names.others(account.groups()),
                identity,
                facts(account));
    }

    /**
     * The identity without an account. An email address is used only if the provider says that it
     * is verified (OpenID Connect Core, section 5.1).
     *
     * @throws HttpFailure when the username cannot be made: another name instead could belong to
     *     another user
     */
    public static SessionIdentity ofClaims(
            VerifiedIdentity identity, FlowConfig config, EvaluationContext facts) {
        Provisioning provisioning = config.connection(identity.connection()).provisioning();
        NamesWithoutAccount names =
                new NamesWithoutAccount(identity, provisioning, QualifiedNames.of(config));
        Claims claims = identity.claims();
        boolean verified = verifiesEmail(claims, provisioning.trust());
        return new SessionIdentity(
                names.user(facts),
                verified ? claims.text("email") : null,
                claims.text("name"),
                names.groups(facts),
                identity,
                null);
    }

    private static @Nullable String address(
            Account account, Claims claims, @Nullable Connection connection) {
        boolean verified =
                connection != null && verifiesEmail(claims, connection.provisioning().trust());
        String doubtful = verified ? null : claims.text("email");
        return account.attributes().getOrDefault("mail", List.of()).stream()
                .filter(mail ->
                        doubtful == null || !mail.strip().equalsIgnoreCase(doubtful.strip()))
                .findFirst()
                .orElse(null);
    }

    /** For a domain that the connection does not name, the provider is not trusted. */
    private static boolean verifiesEmail(Claims claims, Trust trust) {
        String email = claims.text("email");
        return trust.email()
                || Boolean.TRUE.equals(claims.values().get("email_verified"))
                        && (email == null || trust.authority().canVerify(email, claims.values()));
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
