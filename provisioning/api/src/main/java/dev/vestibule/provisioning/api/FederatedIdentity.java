package dev.vestibule.provisioning.api;

/**
 * A user's identity at an identity provider: the key of every account link.
 *
 * @param issuer the provider's issuer identifier
 * @param subject the provider's {@code sub} for the user, never reassigned (OpenID Connect Core,
 *     section 2)
 */
public record FederatedIdentity(String issuer, String subject) {

    /** Without the subject, so that no log can carry it. */
    @Override
    public String toString() {
        return "FederatedIdentity[issuer=%s]".formatted(issuer);
    }
}
