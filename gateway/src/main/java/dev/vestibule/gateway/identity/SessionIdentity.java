package dev.vestibule.gateway.identity;

import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * The signed-in user, as apps see it.
 *
 * @param user the account's username; without an account the connection and the subject or the
 *     mapped name, or the mapped name alone if the configuration says so
 * @param email the account's mail; without an account the verified claim, null when there is none
 * @param name the display name, null when none is known
 * @param groups the account's groups; without an account the provider's, with the connection before
 *     each in the same way
 * @param verified what the identity provider asserted
 * @param account the directory account, null when the connection provisions none
 * @param accountId what never changes of the account; empty without one, and where the directory
 *     does not show it
 */
public record SessionIdentity(
        String user,
        @Nullable String email,
        @Nullable String name,
        List<String> groups,
        VerifiedIdentity verified,
        @Nullable AccountFacts account,
        String accountId) {
    public SessionIdentity {
        groups = List.copyOf(groups);
        // Sessions of earlier versions have none.
        accountId = Objects.requireNonNullElse(accountId, "");
    }

    /**
     * Names the account in stores, so that a later account with the username is another one; null
     * without an account.
     */
    public @Nullable String accountName() {
        if (account == null) {
            return null;
        }
        return accountId.isEmpty() ? account.username() : accountId;
    }

    /** The same identity with another form of what the identity provider asserted. */
    public SessionIdentity keeping(VerifiedIdentity asserted) {
        return new SessionIdentity(user, email, name, groups, asserted, account, accountId);
    }
}
