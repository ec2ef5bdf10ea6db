package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.VerifiedIdentity;

import org.jspecify.annotations.Nullable;

/**
 * Names a user in stores: by the account, or, without one, by the federated identity. It is no
 * secret, and tells nothing of the user.
 */
public record SessionOwner(String name) {

    /**
     * The user of a login or of a session.
     *
     * @param account id of the account; null without one
     */
    public static SessionOwner of(@Nullable String account, VerifiedIdentity verified) {
        return new SessionOwner(
                Tokens.hash(
                        account == null
                                ? "vestibule.identity "
                                        + verified.issuer()
                                        + " "
                                        + verified.subject()
                                : "vestibule.account " + account));
    }
}
