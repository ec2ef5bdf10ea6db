package dev.vestibule.flow.connection;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.provisioning.EmailAuthority;
import dev.vestibule.flow.provisioning.ProviderDefaults;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Trust;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** OAuth 2.0 with a user API in place of OpenID Connect: the keys of such a connection. */
public final class OAuthType {
    private static final Section<Written> WRITTEN =
            Section.of(
                    Written.class,
                    Map.of(
                            "issuer", UrlTypes.ISSUER,
                            "scopes", OidcTypes.SCOPE,
                            "authorization-parameters", OidcTypes.PARAMETERS,
                            "email-domains", OidcTypes.DOMAIN));

    private OAuthType() {}

    @KeyTable(
            """
            One identity provider that has no OpenID Connect. The id is part of the redirect address to
            register at the provider: `GATEWAY_URL/.vestibule/callback/ID`.
            | issuer | `https://github.com` or `https://www.facebook.com` | the address of a GitHub
              Enterprise server; for Facebook there is no other. With the number of the user it is
              the key of an account link.
            | client-id | **required** | the gateway's client id at the provider.
            | client-secret | **required** | the gateway's client secret at the provider.
            | scopes | none; for `github` `read:user, user:email`, for `facebook` `public_profile,
              email` | the scopes that the gateway requests.
            | authorization-parameters | none | further parameters of the authorization request, for
              example `allow_signup`.
            | email-domains | none | the domains whose addresses this provider is authoritative for,
              without their subdomains; see [existing-accounts.md](existing-accounts.md).
            | trust-email | `false` | whether applications also get addresses that the provider does
              not call verified. Such an address never links an account.
            """)
    private record Written(
            String id,
            @Nullable URI issuer,
            String clientId,
            Secret clientSecret,
            List<String> scopes,
            Map<String, String> authorizationParameters,
            List<String> emailDomains,
            boolean trustEmail) {}

    /** GitHub. */
    public static AuthenticatorType github() {
        return type(OAuthPreset.GITHUB, GithubConnection.class, GithubConnection::new);
    }

    /** Facebook. */
    public static AuthenticatorType facebook() {
        return type(OAuthPreset.FACEBOOK, FacebookConnection.class, FacebookConnection::new);
    }

    private static <C extends Connection> AuthenticatorType type(
            OAuthPreset preset, Class<C> kind, Function<OAuthClient, C> connection) {
        return new AuthenticatorType(
                Map.of(preset.name(), preset.meaning()),
                kind,
                common ->
                        common.around(WRITTEN)
                                .to((written, fields) ->
                                        connection.apply(client(written, fields, common, preset))));
    }

    private static OAuthClient client(
            Written written, Fields fields, CommonKeys common, OAuthPreset preset) {
        return new OAuthClient(
                written.id(),
                common.title(fields),
                issuer(written, fields, preset),
                written.clientId(),
                written.clientSecret(),
                written.scopes().isEmpty() ? preset.scopes() : written.scopes(),
                written.authorizationParameters(),
                common.provisioning(fields, defaults(written, preset)),
                common.icon(fields),
                common.ca(fields));
    }

    private static ProviderDefaults defaults(Written written, OAuthPreset preset) {
        return new ProviderDefaults(
                preset.username(),
                preset.attributes(),
                new Trust(
                        Provisioning.STANDARD_SUBJECT,
                        new EmailAuthority(Set.copyOf(written.emailDomains()), false),
                        written.trustEmail()));
    }

    /** Tests have a provider's part played on this machine. */
    private static URI issuer(Written written, Fields fields, OAuthPreset preset) {
        URI issuer = written.issuer();
        if (issuer == null) {
            return preset.issuer();
        }
        if (!preset.elsewhere()
                && !issuer.equals(preset.issuer())
                && !UrlTypes.isLoopback(HostPort.of(issuer).host())) {
            fields.error(
                    "issuer",
                    "an issuer that is not the provider's",
                    "no issuer, which is " + preset.issuer(),
                    "Remove the issuer.");
        }
        if (issuer.toString().endsWith("/")) {
            fields.error(
                    "issuer",
                    "an address that ends with a slash",
                    "the address of the server, for example https://github.example.org",
                    "Remove the slash.");
        }
        return issuer;
    }
}
