package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.ProviderDefaults.Attribute;

import java.net.URI;
import java.util.List;

/**
 * The facts about a provider that has OAuth 2.0 without OpenID Connect.
 *
 * @param issuer constant name of the provider
 * @param elsewhere whether organisations run it themselves, under an address of their own
 * @param scopes what is requested where the YAML does not say
 * @param username how new accounts are named
 */
record OAuthPreset(
        String name,
        String meaning,
        URI issuer,
        boolean elsewhere,
        List<String> scopes,
        String username,
        List<Attribute> attributes) {
    private static final Attribute NAME = new Attribute("displayName", "claims.name", null);

    static final OAuthPreset GITHUB =
            new OAuthPreset(
                    "github",
                    "is GitHub",
                    URI.create("https://github.com"),
                    true,
                    List.of("read:user", "user:email"),
                    "claims.preferred_username",
                    List.of(NAME, new Attribute("mail", "claims.email", "claims.email_verified")));

    /** Facebook does not say whether an address is verified, so that none is written. */
    static final OAuthPreset FACEBOOK =
            new OAuthPreset(
                    "facebook",
                    "is Facebook",
                    URI.create("https://www.facebook.com"),
                    false,
                    List.of("public_profile", "email"),
                    "claims.email.split(\"@\")[0]",
                    List.of(
                            NAME,
                            new Attribute("givenName", "claims.given_name", null),
                            new Attribute("sn", "claims.family_name", null)));
}
