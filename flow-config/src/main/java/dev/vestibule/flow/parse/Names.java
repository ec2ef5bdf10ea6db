package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.EmailAddress;
import dev.vestibule.provisioning.api.ReservedAttributes;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Names of the protocols: distinguished names, attributes, scopes, algorithms. */
final class Names {
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[!#-\\[\\]-~]{1,256}");
    private static final Pattern CLAIM = Pattern.compile("claims\\.([A-Za-z_][A-Za-z0-9_]{0,63})");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Asymmetric signatures only (RFC 7518, section 3.1; RFC 8037): no shared secret, no none. */
    private static final List<String> ALGORITHMS =
            List.of(
                    "ES256", "ES384", "ES512", "Ed25519", "EdDSA", "PS256", "PS384", "PS512",
                    "RS256", "RS384", "RS512");

    /** Object classes that change the kind of an account, or allow any content in an entry. */
    private static final Set<String> NO_PERSON =
            Set.of("alias", "extensibleobject", "groupofnames", "referral", "subentry");

    /** Parameters of the authorization request that belong to the protocol. */
    private static final Set<String> PROTOCOL =
            Set.of(
                    "client_id",
                    "client_secret",
                    "code_challenge",
                    "code_challenge_method",
                    "nonce",
                    "redirect_uri",
                    "request",
                    "request_uri",
                    "response_mode",
                    "response_type",
                    "scope",
                    "state");

    static final ScalarType<String> DN =
            new ScalarType<>("a distinguished name (RFC 4514)", "dc=invalid", Names::dn);

    static final ScalarType<String> ATTRIBUTE_NAME =
            new ScalarType<>("an attribute's name", "description", Names::attribute);
    static final ScalarType<String> OBJECT_CLASS =
            new ScalarType<>("the name of an object class", "person", text -> objectClass(text));

    static final ScalarType<String> SCOPE =
            new ScalarType<>("a scope (RFC 6749)", "openid", Names::scope);

    static final ScalarType<String> ALGORITHM =
            new ScalarType<>("one of " + String.join(", ", ALGORITHMS), "RS256", Names::algorithm);

    /** Gives the name of the claim. */
    static final ScalarType<String> SUBJECT =
            new ScalarType<>("a claim, for example claims.sub", "sub", Names::subject);

    static final ScalarType<String> DOMAIN =
            new ScalarType<>(
                    "a mail domain, for example example.org", "invalid.example", Names::domain);

    private Names() {}

    static boolean isAttribute(String name) {
        return ATTRIBUTE.matcher(name).matches();
    }

    static boolean isFreeParameter(String name) {
        return PARAMETER.matcher(name).matches() && !PROTOCOL.contains(name);
    }

    private static String dn(String text) throws InvalidValue {
        try {
            if (!new LdapName(text).isEmpty()) {
                return text;
            }
        } catch (InvalidNameException malformed) {
            throw new InvalidValue(
                    "which is no distinguished name",
                    "Write it as ou=people or dc=example,dc=org.");
        }
        throw new InvalidValue("which is empty", "Write it as dc=example,dc=org.");
    }

    private static String attribute(String text) throws InvalidValue {
        if (!isAttribute(text)) {
            throw new InvalidValue(
                    "which is no attribute's name",
                    "Write it as the schema does, without options.");
        }
        if (ReservedAttributes.contains(text)) {
            throw new InvalidValue(
                    "which the gateway or the server decides about", "Choose another attribute.");
        }
        return text;
    }

    private static String objectClass(String text) throws InvalidValue {
        if (!isAttribute(text)) {
            throw new InvalidValue("which is no such name", "Write the name that the schema has.");
        }
        if (NO_PERSON.contains(text.toLowerCase(Locale.ROOT))) {
            throw new InvalidValue("which an account's entry cannot have", "Remove it.");
        }
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
        if (!SCOPE_TOKEN.matcher(text).matches()) {
            throw new InvalidValue("which is no scope", "Write each scope as an item of its own.");
        }
        return text;
    }

    private static String subject(String text) throws InvalidValue {
        Matcher claim = CLAIM.matcher(text);
        if (!claim.matches()) {
            throw new InvalidValue(
                    "which is not the plain name of a claim",
                    "Write claims.sub, or another claim that never changes for a user.");
        }
        return claim.group(1);
    }

    private static String algorithm(String text) throws InvalidValue {
        if (!ALGORITHMS.contains(text)) {
            throw new InvalidValue(
                    "which is not allowed: a signature must be asymmetric",
                    "Find out which of them the provider uses.");
        }
        return text;
    }
}
