package dev.vestibule.provisioning.api;

/**
 * A user's identity at an identity provider: the key of every account link. A user who signs in to
 * the directory's own account, with a password or a passkey, has the identity {@link #ofAccount}.
 *
 * @param issuer the provider's issuer identifier
 * @param subject the provider's {@code sub} for the user, never reassigned (OpenID Connect Core,
 *     section 2)
 */
public record FederatedIdentity(String issuer, String subject) {
    /** In place of an issuer, the directory itself. No connection has it, and no link names it. */
    public static final String ACCOUNT_ISSUER = "urn:vestibule:account";

    /**
     * The identity of an account by itself.
     *
     * @param id the account's {@link Account#id}
     * @throws IllegalArgumentException when the directory does not show the id of its entries
     */
    public static FederatedIdentity ofAccount(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an account without an id");
        }
        return new FederatedIdentity(ACCOUNT_ISSUER, id);
    }

    /** Whether it is an account by itself; the subject is then the account's id. */
    public boolean isOfAccount() {
        return issuer.equals(ACCOUNT_ISSUER);
    }

    /** Without the subject, so that no log can carry it. */
    @Override
    public String toString() {
        return "FederatedIdentity[issuer=%s]".formatted(issuer);
    }
}
