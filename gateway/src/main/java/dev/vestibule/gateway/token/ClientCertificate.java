package dev.vestibule.gateway.token;

import dev.vestibule.gateway.identity.Claims;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The certificate that a program has shown to a proxy, as the proxy tells it. Nothing is verified.
 */
record ClientCertificate(X509Certificate certificate) {
    private static final int LONGEST = 16_384;
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    /** A byte sequence of a structured field (RFC 9440, section 2.1). */
    private static final Pattern BYTES = Pattern.compile(":([A-Za-z0-9+/]+={0,2}):");

    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/\n]+={0,2})\n?-----END CERTIFICATE-----\n?");

    /**
     * Reads the value of the field: a byte sequence (RFC 9440), or a certificate in PEM with
     * percent-encoding as nginx sends it.
     *
     * @throws CertificateException when it is neither, or not exactly one certificate in DER
     */
    static ClientCertificate parse(String field) throws CertificateException {
        if (field.length() > LONGEST) {
            throw new CertificateException("it is longer than " + LONGEST + " characters");
        }
        byte[] der = decoded(field.strip());
        X509Certificate certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(der));
        if (!Arrays.equals(certificate.getEncoded(), der)) {
            throw new CertificateException("it is not exactly one certificate in DER");
        }
        return new ClientCertificate(certificate);
    }

    private static byte[] decoded(String field) throws CertificateException {
        try {
            boolean bytes = field.startsWith(":");
            Matcher known =
                    bytes ? BYTES.matcher(field) : PEM.matcher(field.isEmpty() ? "" : plain(field));
            if (known.matches()) {
                return Base64.getDecoder().decode(known.group(1).replace("\n", ""));
            }
        } catch (IllegalArgumentException _) {
            // Refused as every other text.
        }
        throw new CertificateException("it is neither a byte sequence nor an encoded PEM");
    }

    /** Without the rule of forms, in which a plus is a space. */
    private static String plain(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.US_ASCII);
    }

    /**
     * What it says: {@code subject} and {@code issuer} (RFC 2253), {@code serial}, {@code
     * fingerprint} (SHA-256), and where it has them {@code common_name}, {@code emails}, {@code
     * dns} and {@code uris}.
     */
    Claims claims() throws GeneralSecurityException {
        Map<String, Object> claims = new HashMap<>();
        String subject = certificate.getSubjectX500Principal().getName();
        claims.put("subject", subject);
        claims.put("issuer", certificate.getIssuerX500Principal().getName());
        claims.put("serial", certificate.getSerialNumber().toString(16));
        claims.put("fingerprint", fingerprint());
        List<String> names = commonNames(subject);
        if (names.size() == 1) {
            claims.put("common_name", names.getFirst());
        }
        put(claims, "emails", EMAIL);
        put(claims, "dns", DNS);
        put(claims, "uris", URI);
        return new Claims(claims);
    }

    private String fingerprint() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.of().formatHex(digest);
    }

    /** Of several it cannot be said which is meant. */
    private static List<String> commonNames(String subject) throws CertificateException {
        try {
            return new LdapName(subject)
                    .getRdns().stream().flatMap(rdn -> values(rdn).stream()).toList();
        } catch (InvalidNameException _) {
            throw new CertificateException("its subject cannot be read");
        }
    }

    private static List<String> values(Rdn rdn) {
        var named = rdn.toAttributes().get("CN");
        if (named == null) {
            return List.of();
        }
        try {
            List<String> values = new ArrayList<>();
            for (int at = 0; at < named.size(); at++) {
                if (named.get(at) instanceof String text) {
                    values.add(text);
                }
            }
            return values;
        } catch (NamingException unreadable) {
            return List.of();
        }
    }

    private void put(Map<String, Object> claims, String claim, int kind)
            throws CertificateException {
        var alternatives = certificate.getSubjectAlternativeNames();
        List<String> texts =
                alternatives == null
                        ? List.of()
                        : alternatives.stream()
                                .filter(each -> Integer.valueOf(kind).equals(each.get(0)))
                                .map(each -> String.valueOf(each.get(1)))
                                .toList();
        if (!texts.isEmpty()) {
            claims.put(claim, texts);
        }
    }
}
