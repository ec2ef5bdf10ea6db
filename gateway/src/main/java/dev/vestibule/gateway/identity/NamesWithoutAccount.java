package dev.vestibule.gateway.identity;

import dev.vestibule.flow.evaluate.AccountMapper;
import dev.vestibule.flow.expression.EvaluationContext;
import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.username.UsernameProblem;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import java.util.List;
import java.util.Optional;

/**
 * The name of a user without an account, for apps. Names of accounts and groups belong to the
 * directory: what a provider says is qualified with the connection, unless the configuration says
 * otherwise.
 *
 * @param names the form that names of connections have
 */
record NamesWithoutAccount(
        VerifiedIdentity identity, Provisioning provisioning, QualifiedNames names) {

    /**
     * The name of the user.
     *
     * @throws HttpFailure when it cannot be made: another name instead could belong to another user
     */
    String user(EvaluationContext facts) {
        // A user without an account because of the skip rule must not choose the name of an
        // account.
        String name = provisioning.enabled() ? identity.subject() : mapped(facts);
        if (provisioning.content().qualified()) {
            return QualifiedNames.qualified(identity.connection(), name);
        }
        Optional<UsernameProblem> refused = provisioning.newAccounts().names().problem(name);
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
        GroupMapping mapping = provisioning.content().groups();
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
                ? groups.stream().filter(String.class::isInstance).map(String.class::cast).toList()
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
