package dev.vestibule.gateway.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import javax.security.auth.x500.X500Principal;

/** An authority that signs whatever certificate a test asks for (RFC 5280, section 4). */
public final class TestAuthority {
    private static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestAuthority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /**
     * What a certificate says.
     *
     * @param extensions in DER, without their sequence
     */
    public record Wish(String subject, Instant from, Instant until, List<byte[]> extensions) {
        /** For client authentication, valid for a day before and after the time. */
        public static Wish client(String subject, Instant now) {
            return new Wish(
                            subject,
                            now.minus(Duration.ofDays(1)),
                            now.plus(Duration.ofDays(1)),
                            List.of())
                    .with(usage("2b06010505070302"));
        }

        /** The same with another extension. */
        public Wish with(byte[] extension) {
            List<byte[]> all = new ArrayList<>(extensions);
            all.add(extension);
            return new Wish(subject, from, until, all);
        }

        /** The same at another time. */
        public Wish valid(Instant begin, Instant end) {
            return new Wish(subject, begin, end, extensions);
        }

        /** The same for nothing in particular. */
        public Wish plain() {
            return new Wish(subject, from, until, List.of());
        }
    }

    /** One that has signed itself. */
    public static TestAuthority root(String name, Instant now) throws GeneralSecurityException {
        KeyPair keys = keys();
        Wish wish = Wish.client(name, now).plain().with(authority());
        return new TestAuthority(keys, signed(wish, keys, name, keys));
    }

    /** One below this one. */
    public TestAuthority below(String name, Wish wish) throws GeneralSecurityException {
        KeyPair own = keys();
        return new TestAuthority(own, signed(wish, own, this.name(), keys));
    }

    /** A certificate for a client. */
    public X509Certificate sign(Wish wish) throws GeneralSecurityException {
        return signed(wish, keys(), name(), keys);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    private String name() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** An extended key usage with one purpose. */
    public static byte[] usage(String oid) {
        return extension("551d25", sequence(tagged(0x06, hex(oid))));
    }

    /** Basic constraints of an authority. */
    public static byte[] authority() {
        return extension("551d13", sequence(hex("0101ff")));
    }

    /** A key usage with these bits. */
    public static byte[] keyUsage(int bits) {
        return extension("551d0f", tagged(0x03, new byte[] {0, (byte) bits}));
    }

    /** Alternative names: 1 is an email address, 2 a host, 6 a URI. */
    public static byte[] names(int kind, String... texts) {
        byte[][] all = new byte[texts.length][];
        for (int at = 0; at < texts.length; at++) {
            all[at] = tagged(0x80 | kind, texts[at].getBytes(StandardCharsets.UTF_8));
        }
        return extension("551d11", sequence(all));
    }

    /** As RFC 9440 says. */
    public static String bytes(X509Certificate certificate) throws GeneralSecurityException {
        return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
    }

    /** As nginx sends it. */
    public static String escaped(X509Certificate certificate) throws GeneralSecurityException {
        return URLEncoder.encode(pem(certificate), StandardCharsets.US_ASCII).replace("+", "%20");
    }

    /** In PEM. */
    public static String pem(X509Certificate certificate) throws GeneralSecurityException {
        String text =
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate signed(Wish wish, KeyPair own, String issuer, KeyPair signer)
            throws GeneralSecurityException {
        byte[] serial = BigInteger.valueOf(System.identityHashCode(wish)).toByteArray();
        byte[] extensions = sequence(wish.extensions().toArray(byte[][]::new));
        byte[] content =
                sequence(
                        tagged(0xa0, tagged(0x02, new byte[] {2})),
                        tagged(0x02, serial),
                        ECDSA_SHA256,
                        new X500Principal(issuer).getEncoded(),
                        sequence(time(wish.from()), time(wish.until())),
                        new X500Principal(wish.subject()).getEncoded(),
                        own.getPublic().getEncoded(),
                        wish.extensions().isEmpty() ? new byte[0] : tagged(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.getPrivate());
        signature.update(content);
        byte[] der = sequence(content, ECDSA_SHA256, tagged(0x03, new byte[1], signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    private static byte[] time(Instant time) {
        return tagged(0x17, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] extension(String oid, byte[] value) {
        return sequence(tagged(0x06, hex(oid)), tagged(0x04, value));
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length > 255) {
            all.write(0x82);
            all.write(length >> 8);
        } else if (length > 127) {
            all.write(0x81);
        }
        all.write(length);
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
