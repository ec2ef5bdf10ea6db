package dev.vestibule.flow.connection;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.ScalarType;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of an OpenID Connect provider that are written as text. */
final class OidcTypes {
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[!#-\\[\\]-~]{1,256}");
    private static final Pattern CLAIM = Pattern.compile("claims\\.([A-Za-z_][A-Za-z0-9_]{0,63})");

    /** Asymmetric signatures only (RFC 7518, section 3.1; RFC 8037): no shared secret, no none. */
    private static final List<String> ALGORITHMS =
            List.of(
                    "ES256", "ES384", "ES512", "Ed25519", "EdDSA", "PS256", "PS384", "PS512",
                    "RS256", "RS384", "RS512");

    static final ScalarType<String> SCOPE =
            new ScalarType<>("a scope (RFC 6749)", "openid", OidcTypes::scope);
    static final ScalarType<String> ALGORITHM =
            new ScalarType<>(
                    "one of " + String.join(", ", ALGORITHMS), "RS256", OidcTypes::algorithm);
    static final ScalarType<String> SUBJECT =
            new ScalarType<>("a claim, for example claims.sub", "sub", OidcTypes::subject);
    static final ScalarType<String> DOMAIN =
            new ScalarType<>(
                    "a mail domain, for example example.org", "invalid.example", OidcTypes::domain);

    private OidcTypes() {}

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
}
