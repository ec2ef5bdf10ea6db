package dev.vestibule.flow.connection;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.yaml.YamlNode.Entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of an OpenID Connect provider that are written as text. */
public final class OidcTypes {
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[!#-\\[\\]-~]{1,256}");
    private static final Pattern TENANT_TEXT =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern APPLE_TEXT = Pattern.compile("[A-Z0-9]{10}");
    private static final Pattern CLAIM = Pattern.compile("claims\\.([A-Za-z_][A-Za-z0-9_]{0,63})");

    /** Asymmetric signatures only (RFC 7518, section 3.1; RFC 8037): no shared secret, no none. */
    private static final List<String> ALGORITHMS =
            List.of(
                    "ES256", "ES384", "ES512", "Ed25519", "EdDSA", "PS256", "PS384", "PS512",
                    "RS256", "RS384", "RS512");

    /** One scope. */
    public static final ScalarType<String> SCOPE =
            new ScalarType<>("a scope (RFC 6749)", "openid", OidcTypes::scope);

    static final ScalarType<String> ALGORITHM =
            new ScalarType<>(
                    "one of " + String.join(", ", ALGORITHMS), "RS256", OidcTypes::algorithm);
    static final ScalarType<String> SUBJECT =
            new ScalarType<>("a claim, for example claims.sub", "sub", OidcTypes::subject);
    static final ScalarType<String> DOMAIN =
            new ScalarType<>(
                    "a mail domain, for example example.org", "invalid.example", OidcTypes::domain);
    static final ScalarType<String> TENANT =
            new ScalarType<>(
                    "a tenant id, organizations or common",
                    "organizations",
                    text -> tenant(text, true));
    static final ScalarType<String> TENANT_ID =
            new ScalarType<>(
                    "a tenant id, for example 11111111-2222-3333-4444-555555555555",
                    "00000000-0000-0000-0000-000000000000",
                    text -> tenant(text, false));
    static final ScalarType<String> APPLE_ID =
            new ScalarType<>("ten capital letters and digits", "AAAAAAAAAA", OidcTypes::appleId);

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Parameters of the authorization request that belong to the protocol. */
    private static final Set<String> PROTOCOL =
            Types.wordsOf(
                    """
                    client_id client_secret code_challenge code_challenge_method nonce
                    redirect_uri request request_uri response_mode response_type scope state
                    """);

    static final EntryMap<String> PARAMETERS =
            new EntryMap<>(
                    "text by parameter name",
                    "parameter names with their values",
                    Types.TEXT,
                    "PARAMETER",
                    OidcTypes::checkParameters);

    private OidcTypes() {}

    private static String tenant(String text, boolean several) throws InvalidValue {
        unless(
                TENANT_TEXT.matcher(text).matches()
                        || several && Set.of("organizations", "common").contains(text),
                "which is no such id",
                "Copy the directory (tenant) id of the app registration, in small letters.");
        return text;
    }

    private static String appleId(String text) throws InvalidValue {
        unless(
                APPLE_TEXT.matcher(text).matches(),
                "which is no such id",
                "Copy it from the page of the key at Apple.");
        return text;
    }

    private static String domain(String text) throws InvalidValue {
        return EmailAddress.domain(text)
                .orElseThrow(() ->
                        new InvalidValue(
                                "which is no mail domain",
                                "Write the part after the @, for example example.org."));
    }

    private static String scope(String text) throws InvalidValue {
        unless(
                SCOPE_TOKEN.matcher(text).matches(),
                "which is no scope",
                "Write each scope as an item of its own.");
        return text;
    }

    private static String subject(String text) throws InvalidValue {
        Matcher claim = CLAIM.matcher(text);
        unless(
                claim.matches(),
                "which is not the plain name of a claim",
                "Write claims.sub, or another claim that never changes for a user.");
        return claim.group(1);
    }

    private static String algorithm(String text) throws InvalidValue {
        unless(
                ALGORITHMS.contains(text),
                "which is not allowed: a signature must be asymmetric",
                "Find out which of them the provider uses.");
        return text;
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
