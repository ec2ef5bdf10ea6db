package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Whether a key of the right type made a signature. */
final class SignatureCheck {
    /** What RFC 8410 puts before the 32 bytes of an Ed25519 public key. */
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");

    private SignatureCheck() {}

    static boolean holds(IdToken token, JWK key) {
        try {
            return switch (key) {
                case RSAKey rsa -> verified(token, new RSASSAVerifier(rsa));
                case ECKey ec -> verified(token, new ECDSAVerifier(ec));
                case OctetKeyPair pair -> ed25519(token, pair);
                default -> false;
            };
        } catch (JOSEException | GeneralSecurityException _) {
            // A signature that cannot be checked is none.
            return false;
        }
    }

    private static boolean verified(IdToken token, JWSVerifier verifier) throws JOSEException {
        JWSHeader header = new JWSHeader(token.algorithm().jws());
        return verifier.verify(header, content(token), token.signature());
    }

    private static byte[] content(IdToken token) {
        return token.content().getBytes(StandardCharsets.US_ASCII);
    }

    /** The JDK's own, since the library's needs another library. */
    private static boolean ed25519(IdToken token, OctetKeyPair pair)
            throws GeneralSecurityException {
        byte[] point = pair.getX().decode();
        if (point.length != 32) {
            return false;
        }
        byte[] encoded = new byte[ED25519_PREFIX.length + point.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
        PublicKey key =
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(content(token));
        return signature.verify(token.signature().decode());
    }
}
