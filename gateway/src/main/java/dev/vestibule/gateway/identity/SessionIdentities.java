package dev.vestibule.gateway.identity;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Trust;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
                facts(account),
                account.id());
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
        var names = new NamesWithoutAccount(identity, provisioning, QualifiedNames.of(config));
        Claims claims = identity.claims();
        boolean verified = verifiesEmail(claims, provisioning.trust());
        return new SessionIdentity(
                names.user(facts),
                verified ? claims.text("email") : null,
                claims.text("name"),
                names.groups(facts),
                identity,
                null,
                "");
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

    /**
     * Names of users and groups that belong to one connection: {@code connection:name}. An id has
     * no colon, so no other name has this form.
     *
     * @param connections ids of the existing connections
     */
    private record QualifiedNames(Set<String> connections) {
        private static final char SEPARATOR = ':';

        static QualifiedNames of(FlowConfig config) {
            return new QualifiedNames(config.connections().keySet());
        }

        static String qualified(String connection, String name) {
            return connection + SEPARATOR + name;
        }

        /** Whether a name of the directory could be mistaken for one of a connection. */
        boolean has(String name) {
            int end = name.indexOf(SEPARATOR);
            return end > 0
                    && connections.contains(
                            name.substring(0, end).strip().toLowerCase(Locale.ROOT));
        }

        /** The groups that cannot be mistaken for one of a connection. */
        List<String> others(List<String> groups) {
            return groups.stream().filter(group -> !has(group)).toList();
        }
    }

    /**
     * The name of a user without an account, for apps. Names of accounts and groups belong to the
     * directory: what a provider says is qualified with the connection, unless the configuration
     * says otherwise.
     *
     * @param names the form that names of connections have
     */
    private record NamesWithoutAccount(
            VerifiedIdentity identity, Provisioning provisioning, QualifiedNames names) {

        /**
         * The name of the user.
         *
         * @throws HttpFailure when it cannot be made: another name instead could belong to another
         *     user
         */
        String user(EvaluationContext facts) {
            // A user without an account because of the skip rule must not choose the name of an
            // account.
            String name = provisioning.enabled() ? identity.subject() : mapped(facts);
            if (provisioning.content().qualified()) {
                return QualifiedNames.qualified(identity.connection(), name);
            }
            var refused = provisioning.newAccounts().names().problem(name);
            if (refused.isPresent()) {
                throw HttpFailure.of(
                        FailureKind.USERNAME_REFUSED,
                        "connection %s: no user without an account gets the name '%s': %s"
                                .formatted(identity.connection(), name, refused.get().words()));
            }
            return name;
        }

        private String mapped(EvaluationContext facts) {
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

        /**
         * The groups of the user: those that the connection's mapping names, and those that the
         * provider sends.
         *
         * @throws HttpFailure when the mapping gives no list of names
         */
        List<String> groups(EvaluationContext facts) {
            var mapping = provisioning.content().groups();
            if (provisioning.enabled() || mapping == null) {
                return claimed().stream().map(this::foreign).filter(this::isOwn).toList();
            }
            return new AccountMapper()
                    .groups(mapping, facts, this::foreign).stream()
                            .map(groups -> groups.stream().filter(this::isOwn).toList())
                            .findFirst()
                            .orElseThrow(() ->
                                    HttpFailure.of(
                                            FailureKind.PROVISIONING_REFUSED,
                                            "`provisioning.groups` gives no list of names"));
        }

        private List<String> claimed() {
            return identity.claims().values().get("groups") instanceof List<?> groups
                    ? groups.stream()
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .toList()
                    : List.of();
        }

        private String foreign(String group) {
            return provisioning.content().qualified()
                    ? QualifiedNames.qualified(identity.connection(), group)
                    : group;
        }

        /** Of qualified names only those of this connection. */
        private boolean isOwn(String group) {
            return group.startsWith(QualifiedNames.qualified(identity.connection(), ""))
                    ? provisioning.content().qualified()
                    : !names.has(group);
        }
    }
}
