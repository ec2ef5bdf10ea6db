package dev.vestibule.flow.connection;

import static java.util.Map.entry;

import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.flow.connection.OidcConnection.Quirks;
import dev.vestibule.flow.connection.OidcConnection.ResponseMode;
import dev.vestibule.flow.provisioning.EmailAuthority;
import dev.vestibule.flow.provisioning.ProviderDefaults;
import dev.vestibule.flow.provisioning.Provisioning.Trust;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Requirement;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OpenID Connect: the keys of such a connection. */
public final class OidcType {
    private static final Section<Written> WRITTEN =
            Section.of(
                    Written.class,
                    Map.ofEntries(
                            entry("issuer", UrlTypes.ISSUER),
                            entry("scopes", OidcTypes.SCOPE),
                            entry("authorization-parameters", OidcTypes.PARAMETERS),
                            entry("signing-algorithms", OidcTypes.ALGORITHM),
                            entry("subject", OidcTypes.SUBJECT),
                            entry("tenant", OidcTypes.TENANT),
                            entry("allowed-tenants", OidcTypes.TENANT_ID),
                            entry("team-id", OidcTypes.APPLE_ID),
                            entry("key-id", OidcTypes.APPLE_ID),
                            entry("email-domains", OidcTypes.DOMAIN)));

    private OidcType() {}

    @KeyTable(
            """
            One identity provider. The id is part of the redirect address to register at the provider:
            `GATEWAY_URL/.vestibule/callback/ID`.
            | issuer | **required**; `https://accounts.google.com` for
              `google`, `https://gitlab.com` for `gitlab`, `https://appleid.apple.com` for `apple`
              | the issuer, exactly as in the provider's ID tokens; beside `tenant` the address of
              another cloud of Microsoft.
            | tenant | none | with `microsoft`, in place of `issuer`: the id of the tenant,
              `organizations` for several tenants, or `common` for several and personal accounts.
            | allowed-tenants | none | the ids of the tenants whose users may sign in; required with
              `organizations` and `common`. Personal accounts are the tenant
              `9188040d-6c67-4c5b-b112-36a304b66dad`.
            | team-id | none | with `apple`: the id of your team of developers.
            | key-id | none | with `apple`: the id of the key.
            | client-id | **required** | the gateway's client id at the provider.
            | client-secret | **required** | the gateway's client secret at the provider; with
              `private-key-jwt` its private key, RSA or EC, as PKCS#8 in PEM; with `apple` the content
              of the file `AuthKey_ID.p8`.
            | client-authentication | `basic` | how the gateway proves to the token endpoint that it
              is the client: with the secret in a header or in the body, or with a token that is
              signed with the secret (`secret-jwt`) or with the private key (`private-key-jwt`).
              `apple` has a way of its own.
            | response-mode | `query` | how the answer to a sign-in comes: in the address, or posted
              by the browser as a form (`form-post`), always so with `apple`.
            | pushed-requests | `false` | whether the gateway sends each authorization request to the
              provider itself (RFC 9126); always so where the provider requires it.
            | scopes | `openid, profile, email` | the scopes that the gateway requests; must contain
              `openid`. With `apple`, `profile` is requested under its name there, `name`.
            | authorization-parameters | none | further parameters of the authorization request, for
              example `prompt`.
            | signing-algorithms | `RS256, PS256, ES256` | the algorithms that an ID token may be
              signed with; all others are refused. `Ed25519` (RFC 9864) and `EdDSA` are two names of
              one algorithm.
            | audiences | none | audiences that an ID token may have in `aud` beside the client id. A
              token with any other audience is refused.
            | subject | `claims.sub` | the claim by which accounts are linked. The provider must never
              give its value to a second user. Accounts that are linked by `sub` are found, and their
              link is rewritten.
            | email-domains | none; for `google` its own, and every domain that it hosts | the domains
              whose addresses this provider is authoritative for, without their subdomains; see
              [existing-accounts.md](existing-accounts.md).
            | trust-email | `false` | whether applications also get addresses that the provider does
              not call verified. Such an address never links an account.
            | sign-out | `provider` | where a user who signs out is signed out: `provider` is also at
              the identity provider, if it has an address for that; `here` leaves the user signed in
              there, and the page says so; see [sign-out.md](sign-out.md).
            | refresh | never | while a session is in use, the provider is asked again with the
              refresh token, at most so often; at least `1m`. See
              [connections.md](connections.md#while-a-session-lasts).
            | refresh-grace | `1h` | how long sessions last while the provider does not answer.
            """)
    private record Written(
            String id,
            @Nullable URI issuer,
            @Nullable String tenant,
            List<String> allowedTenants,
            @Nullable String teamId,
            @Nullable String keyId,
            String clientId,
            Secret clientSecret,
            ClientAuthentication clientAuthentication,
            ResponseMode responseMode,
            boolean pushedRequests,
            List<String> scopes,
            Map<String, String> authorizationParameters,
            List<String> signingAlgorithms,
            List<String> audiences,
            String subject,
            List<String> emailDomains,
            boolean trustEmail,
            SignOut signOut,
            @Nullable Duration refresh,
            Duration refreshGrace) {}

    /** The kind. */
    public static AuthenticatorType type() {
        Map<String, String> names = new LinkedHashMap<>();
        OidcPreset.ALL.forEach(preset -> names.put(preset.name(), preset.meaning()));
        return new AuthenticatorType(names, OidcConnection.class, OidcType::section);
    }

    private static Section<OidcConnection> section(CommonKeys common) {
        List<String> known =
                OidcPreset.ALL.stream()
                        .filter(preset -> preset.issuer() != null)
                        .map(OidcPreset::name)
                        .toList();
        return common.around(WRITTEN)
                .requiring(Requirement.unless("issuer", Map.of("type", known, "tenant", List.of())))
                .requiring(Requirement.where("team-id", "type", "apple"))
                .requiring(Requirement.where("key-id", "type", "apple"))
                .to((written, fields) -> connection(written, fields, common));
    }

    private static OidcConnection connection(Written written, Fields fields, CommonKeys common) {
        OidcPreset preset = OidcPreset.of(common.type(fields));
        checkLists(written, fields);
        PresetIssuer issuers =
                new PresetIssuer(
                        preset,
                        written.issuer(),
                        written.tenant(),
                        written.allowedTenants(),
                        fields);
        issuers.checkTenants();
        return new OidcConnection(
                written.id(),
                common.title(fields),
                issuers.issuer(),
                written.clientId(),
                written.clientSecret(),
                written.clientAuthentication(),
                scopes(written, preset),
                written.authorizationParameters(),
                Set.copyOf(written.signingAlgorithms()),
                Set.copyOf(written.audiences()),
                common.provisioning(fields, defaults(written, preset)),
                common.icon(fields),
                written.signOut(),
                preset.apple() ? ResponseMode.FORM_POST : written.responseMode(),
                new Quirks(
                        new AppleKeys(preset, written.teamId(), written.keyId(), fields).key(),
                        issuers.tenants(),
                        common.ca(fields),
                        written.pushedRequests(),
                        new RefreshKeys(preset, written.refresh(), written.refreshGrace(), fields)
                                .read(written.scopes(), written.authorizationParameters())));
    }

    private static List<String> scopes(Written written, OidcPreset preset) {
        return preset.apple()
                ? written.scopes().stream()
                        .map(scope -> scope.equals("profile") ? "name" : scope)
                        .toList()
                : written.scopes();
    }

    private static ProviderDefaults defaults(Written written, OidcPreset preset) {
        Set<String> domains = Set.copyOf(written.emailDomains());
        return new ProviderDefaults(
                preset.username(),
                preset.attributes(),
                new Trust(
                        written.subject(),
                        new EmailAuthority(domains, preset.google()),
                        written.trustEmail()));
    }

    private static void checkLists(Written written, Fields fields) {
        if (!written.scopes().contains("openid")) {
            fields.error(
                    "scopes",
                    "scopes without openid",
                    "a list with openid",
                    "Add openid: without it the provider sends no ID token.");
        }
        if (written.signingAlgorithms().isEmpty()) {
            fields.error(
                    "signing-algorithms",
                    "an empty list",
                    Types.listOf(OidcTypes.ALGORITHM).words(),
                    "Name at least one, or remove the key.");
        }
    }
}
