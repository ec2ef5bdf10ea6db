package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.ProviderDefaults;
import dev.vestibule.flow.provisioning.ProviderDefaults.Attribute;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/**
 * An OpenID Connect provider that the YAML can name by its type.
 *
 * @param meaning what it is, in words
 * @param issuer null where the YAML must say it
 * @param google whether it decides about the addresses that Google does
 */
record OidcPreset(
        String name,
        String meaning,
        @Nullable URI issuer,
        String username,
        List<Attribute> attributes,
        boolean google) {
    private static final List<Attribute> PROFILE =
            List.of(
                    new Attribute("displayName", "claims.name", null),
                    new Attribute("givenName", "claims.given_name", null),
                    new Attribute("sn", "claims.family_name", null),
                    new Attribute("mail", "claims.email", "claims.email_verified"));

    /** Microsoft does not say whether an address is verified, so that none is written. */
    private static final List<Attribute> WITHOUT_MAIL = PROFILE.subList(0, 3);

    private static final String APPLE = "apple";
    private static final String OF_MAIL = "claims.email.split(\"@\")[0]";
    private static final String OF_LOGIN_NAME = "claims.preferred_username.split(\"@\")[0]";

    static final List<OidcPreset> ALL =
            List.of(
                    of("oidc", "OpenID Connect", ProviderDefaults.USERNAME, List.of()),
                    new OidcPreset(
                            "google",
                            "is the same with the settings for Google accounts",
                            URI.create("https://accounts.google.com"),
                            OF_MAIL,
                            PROFILE,
                            true),
                    new OidcPreset(
                            APPLE,
                            "is Apple",
                            URI.create("https://appleid.apple.com"),
                            OF_MAIL,
                            PROFILE,
                            false),
                    of("microsoft", "Microsoft Entra", OF_LOGIN_NAME, WITHOUT_MAIL),
                    new OidcPreset(
                            "gitlab",
                            "is GitLab",
                            URI.create("https://gitlab.com"),
                            "claims.nickname",
                            List.of(PROFILE.getFirst(), PROFILE.getLast()),
                            false),
                    of("okta", "Okta", OF_LOGIN_NAME, PROFILE),
                    of("auth0", "Auth0", "claims.nickname", PROFILE),
                    of("keycloak", "Keycloak", "claims.preferred_username", PROFILE));

    private static OidcPreset of(
            String name, String product, String username, List<Attribute> attributes) {
        return new OidcPreset(name, "is " + product, null, username, attributes, false);
    }

    static OidcPreset of(String name) {
        return ALL.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
    }

    /** Whether it is Apple, which has a client secret, scopes and a first answer of its own. */
    boolean apple() {
        return name.equals(APPLE);
    }

    /** Whether it has one issuer in the world. */
    boolean fixed() {
        return google || apple();
    }

    /** The provider's name. */
    String product() {
        return google ? "Google" : meaning.replaceFirst("is ", "");
    }
}
