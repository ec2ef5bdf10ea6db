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
    static final List<OidcPreset> ALL =
            List.of(
                    new OidcPreset(
                            "oidc",
                            "is OpenID Connect",
                            null,
                            ProviderDefaults.USERNAME,
                            List.of(),
                            false),
                    new OidcPreset(
                            "google",
                            "is the same with the settings for Google accounts",
                            URI.create("https://accounts.google.com"),
                            "claims.email.split(\"@\")[0]",
                            List.of(
                                    new Attribute("displayName", "claims.name", null),
                                    new Attribute("givenName", "claims.given_name", null),
                                    new Attribute("sn", "claims.family_name", null),
                                    new Attribute("mail", "claims.email", "claims.email_verified")),
                            true));

    static OidcPreset of(String name) {
        return ALL.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
    }
}
