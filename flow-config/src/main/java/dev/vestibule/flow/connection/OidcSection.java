package dev.vestibule.flow.connection;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.flow.provisioning.EmailAuthority;
import dev.vestibule.flow.provisioning.ProviderDefaults;
import dev.vestibule.flow.provisioning.Provisioning.Trust;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.SecretType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.flow.yaml.YamlNode.Entry;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of one OpenID Connect provider. */
final class OidcSection {
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Parameters of the authorization request that belong to the protocol. */
    private static final Set<String> PROTOCOL =
            Types.wordsOf(
                    """
                    client_id client_secret code_challenge code_challenge_method nonce
                    redirect_uri request request_uri response_mode response_type scope state
                    """);

    private final Keys keys =
            new Keys(
                    "One identity provider. The id is part of the redirect address to register at"
                            + " the provider: `GATEWAY_URL/.vestibule/callback/ID`.");
    private final Key<URI> issuer =
            keys.optional(
                            "issuer",
                            UrlTypes.ISSUER,
                            "**required**; `https://accounts.google.com` for `google`")
                    .means("the issuer, exactly as in the provider's ID tokens.");
    private final Key<String> clientId =
            keys.required("client-id", Types.TEXT)
                    .means("the gateway's client id at the provider.");
    private final Key<Secret> clientSecret =
            keys.required("client-secret", new SecretType())
                    .means("the gateway's client secret at the provider.");
    private final Key<ClientAuthentication> clientAuthentication =
            keys.preset(
                            "client-authentication",
                            Types.choice(ClientAuthentication.values()),
                            "basic")
                    .means(
                            "how the secret is sent to the token endpoint: in a header or in the"
                                    + " body.");
    private final Key<List<String>> scopes =
            keys.preset("scopes", Types.listOf(OidcTypes.SCOPE), "openid, profile, email")
                    .means("the scopes that the gateway requests; must contain `openid`.");
    private final Key<Map<String, String>> authorizationParameters =
            keys.optional(
                            "authorization-parameters",
                            new EntryMap<>(
                                    "text by parameter name",
                                    "parameter names with their values",
                                    Types.TEXT,
                                    "PARAMETER",
                                    OidcSection::checkParameters),
                            "none")
                    .means(
                            "further parameters of the authorization request, for example `prompt`.");
    private final Key<List<String>> signingAlgorithms =
            keys.preset(
                            "signing-algorithms",
                            Types.listOf(OidcTypes.ALGORITHM),
                            "RS256, PS256, ES256")
                    .means(
                            "the algorithms that an ID token may be signed with; all others are"
                                    + " refused. `Ed25519` (RFC 9864) and `EdDSA` are two names of"
                                    + " one algorithm.");
    private final Key<List<String>> audiences =
            keys.optional("audiences", Types.listOf(Types.TEXT), "none")
                    .means(
                            "audiences that an ID token may have in `aud` beside the client id. A"
                                    + " token with any other audience is refused.");
    private final Key<String> subject =
            keys.preset("subject", OidcTypes.SUBJECT, "claims.sub")
                    .means(
                            "the claim by which accounts are linked. The provider must never give"
                                    + " its value to a second user. Accounts that are linked by"
                                    + " `sub` are found, and their link is rewritten.");
    private final Key<List<String>> emailDomains =
            keys.optional(
                            "email-domains",
                            Types.listOf(OidcTypes.DOMAIN),
                            "none; for `google` its own, and every domain that it hosts")
                    .means(
                            "the domains whose addresses this provider is authoritative for,"
                                    + " without their subdomains; see"
                                    + " [existing-accounts.md](existing-accounts.md).");
    private final Key<Boolean> trustEmail =
            keys.preset("trust-email", Types.TRUTH, "false")
                    .means(
                            "whether applications also get addresses that the provider does not"
                                    + " call verified. Such an address never links an account.");

    Section<OidcConnection> section(CommonKeys common) {
        return common.around(keys).reads(fields -> read(fields, common));
    }

    private OidcConnection read(Fields fields, CommonKeys common) {
        OidcPreset preset = OidcPreset.of(common.type(fields));
        checkScopes(fields);
        checkAlgorithms(fields);
        return new OidcConnection(
                fields.id(),
                common.title(fields),
                issuer(fields, preset.issuer()),
                fields.get(clientId),
                fields.get(clientSecret),
                fields.get(clientAuthentication),
                fields.get(scopes),
                fields.get(authorizationParameters),
                Set.copyOf(fields.get(signingAlgorithms)),
                Set.copyOf(fields.get(audiences)),
                common.provisioning(fields, defaults(fields, preset)),
                common.icon(fields));
    }

    private ProviderDefaults defaults(Fields fields, OidcPreset preset) {
        Set<String> domains = Set.copyOf(fields.get(emailDomains));
        return new ProviderDefaults(
                preset.username(),
                preset.attributes(),
                new Trust(
                        fields.get(subject),
                        new EmailAuthority(domains, preset.google()),
                        fields.get(trustEmail)));
    }

    /** Tests have a provider's part played on this machine. */
    private URI issuer(Fields fields, @Nullable URI usual) {
        if (usual == null) {
            fields.require(issuer);
            return fields.find(issuer).orElse(UrlTypes.ISSUER.standIn());
        }
        URI written = fields.find(issuer).orElse(usual);
        if (!written.equals(usual) && !UrlTypes.isLoopback(HostPort.of(written).host())) {
            fields.error(
                    issuer,
                    "an issuer that is not Google",
                    "no issuer, which is " + usual,
                    "Remove the issuer, or choose type: oidc.");
        }
        return written;
    }

    private void checkScopes(Fields fields) {
        if (!fields.get(scopes).contains("openid")) {
            fields.error(
                    scopes,
                    "scopes without openid",
                    "a list with openid",
                    "Add openid: without it the provider sends no ID token.");
        }
    }

    private void checkAlgorithms(Fields fields) {
        if (fields.get(signingAlgorithms).isEmpty()) {
            fields.error(
                    signingAlgorithms,
                    "an empty list",
                    signingAlgorithms.type().words(),
                    "Name at least one, or remove the key.");
        }
    }

    private static void checkParameters(
            Map<String, Entry> entries, Object values, ParseContext context) {
        entries.forEach((name, entry) -> {
            if (!PARAMETER.matcher(name).matches() || PROTOCOL.contains(name)) {
                context.error(
                        entry.key(),
                        "a parameter that the protocol itself sets, or no parameter name",
                        "other parameters, for example prompt, login_hint or domain_hint",
                        "Remove it.");
            }
        });
    }
}
