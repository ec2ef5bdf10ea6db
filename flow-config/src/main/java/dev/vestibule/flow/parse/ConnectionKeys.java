package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.Connection.ClientAuthentication;
import dev.vestibule.flow.model.Secret;

import java.net.URI;
import java.util.List;

/** The keys of one connection. */
final class ConnectionKeys {
    static final Key<Provider> TYPE =
            Key.required(
                    "type",
                    Types.choice(Provider.values()),
                    "the protocol: `oidc` is OpenID Connect, `google` is the same with the settings"
                            + " for Google accounts.");
    static final Key<String> TITLE =
            Key.optional(
                    "title",
                    Types.TEXT,
                    "the id",
                    "the name of the connection on pages for users.");
    static final Key<URI> ISSUER =
            Key.optional(
                    "issuer",
                    Addresses.ISSUER,
                    "**required**; `https://accounts.google.com` for `google`",
                    "the issuer, exactly as in the provider's ID tokens.");
    static final Key<String> CLIENT_ID =
            Key.required("client-id", Types.TEXT, "the gateway's client id at the provider.");
    static final Key<Secret> CLIENT_SECRET =
            Key.required(
                    "client-secret",
                    new SecretType(),
                    "the gateway's client secret at the provider.");
    static final Key<ClientAuthentication> CLIENT_AUTHENTICATION =
            Key.preset(
                    "client-authentication",
                    Types.choice(ClientAuthentication.values()),
                    "basic",
                    "how the secret is sent to the token endpoint: in a header or in the body.");
    static final Key<List<String>> SCOPES =
            Key.preset(
                    "scopes",
                    Types.listOf(Names.SCOPE),
                    "openid, profile, email",
                    "the scopes that the gateway requests; must contain `openid`.");
    static final Key<YamlNode> AUTHORIZATION_PARAMETERS =
            Key.optional(
                    "authorization-parameters",
                    new NodeType("text by parameter name"),
                    "none",
                    "further parameters of the authorization request, for example `prompt`.");
    static final Key<List<String>> SIGNING_ALGORITHMS =
            Key.preset(
                    "signing-algorithms",
                    Types.listOf(Names.ALGORITHM),
                    "RS256, PS256, ES256",
                    "the algorithms that an ID token may be signed with; all others are refused."
                            + " `Ed25519` (RFC 9864) and `EdDSA` are two names of one algorithm.");
    static final Key<List<String>> AUDIENCES =
            Key.optional(
                    "audiences",
                    Types.listOf(Types.TEXT),
                    "none",
                    "audiences that an ID token may have in `aud` beside the client id. A token"
                            + " with any other audience is refused.");
    static final Key<String> SUBJECT =
            Key.preset(
                    "subject",
                    Names.SUBJECT,
                    "claims.sub",
                    "the claim by which accounts are linked. The provider must never give its value"
                            + " to a second user. Accounts that are linked by `sub` are found, and their link"
                            + " is rewritten.");
    static final Key<List<String>> EMAIL_DOMAINS =
            Key.optional(
                    "email-domains",
                    Types.listOf(Names.DOMAIN),
                    "none; for `google` its own, and every domain that it hosts",
                    "the domains whose addresses this provider is authoritative for, without their"
                            + " subdomains; see [existing-accounts.md](existing-accounts.md).");
    static final Key<Boolean> TRUST_EMAIL =
            Key.preset(
                    "trust-email",
                    Types.TRUTH,
                    "false",
                    "whether applications also get addresses that the provider does not call"
                            + " verified. Such an address never links an account.");
    static final Key<YamlNode> PROVISIONING =
            Key.optional(
                    "provisioning",
                    new NodeType("keys"),
                    "off",
                    "whether and how users of this connection are written into the directory.");

    static final Section SECTION =
            new Section(
                    "connections.ID",
                    "One identity provider. The id is part of the redirect address to register at"
                            + " the provider: `GATEWAY_URL/.vestibule/callback/ID`.",
                    List.of(
                            TYPE,
                            TITLE,
                            ISSUER,
                            CLIENT_ID,
                            CLIENT_SECRET,
                            CLIENT_AUTHENTICATION,
                            SCOPES,
                            AUTHORIZATION_PARAMETERS,
                            SIGNING_ALGORITHMS,
                            AUDIENCES,
                            SUBJECT,
                            EMAIL_DOMAINS,
                            TRUST_EMAIL,
                            PROVISIONING));

    private ConnectionKeys() {}
}
