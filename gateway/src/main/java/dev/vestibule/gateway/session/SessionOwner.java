package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

/**
 * Names a user in stores: by the account, or, without one, by the federated identity. It is no
 * secret, and tells nothing of the user.
 */
public record SessionOwner(String name) {

    /** The user of an account, by its id where the directory shows one. */
    public static SessionOwner of(Account account) {
        return ofAccount(account.id().isEmpty() ? account.username() : account.id());
    }

    /** The user of a login: that of the account, if there is one. */
    public static SessionOwner of(@Nullable Account account, VerifiedIdentity verified) {
        return account == null ? ofIdentity(verified) : of(account);
    }

    /**
     * The user of a session.
     *
     * @param account its name in stores; null without one
     */
    static SessionOwner of(@Nullable String account, VerifiedIdentity verified) {
        return account == null ? ofIdentity(verified) : ofAccount(account);
    }

    private static SessionOwner ofAccount(String name) {
        return new SessionOwner(Tokens.hash("vestibule.account " + name));
    }

    private static SessionOwner ofIdentity(VerifiedIdentity verified) {
        return new SessionOwner(
                Tokens.hash("vestibule.identity " + verified.issuer() + " " + verified.subject()));
    }
}
