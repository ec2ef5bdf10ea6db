package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.util.DateUtils;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.AppleKey;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Proves to a provider that the gateway is its client (OpenID Connect Core, section 9). */
record ClientAssertion(OidcConnection connection, OidcResources resources) {
    private static final int SECONDS = 60;

    /** For one request to this endpoint. */
    ClientAuthentication at(URI endpoint) {
        ClientID id = new ClientID(connection.clientId());
        String secret = connection.clientSecret().reveal();
        AppleKey apple = connection.quirks().apple();
        if (apple != null) {
            return new ClientSecretPost(id, new Secret(ofApple(apple, withKey(secret))));
        }
        return switch (connection.clientAuthentication()) {
            case BASIC -> new ClientSecretBasic(id, new Secret(secret));
            case POST -> new ClientSecretPost(id, new Secret(secret));
            case SECRET_JWT -> new ClientSecretJWT(signed(id, endpoint, withSecret(secret)));
            case PRIVATE_KEY_JWT -> new PrivateKeyJWT(signed(id, endpoint, withKey(secret)));
        };
    }

    private record Signing(JWSAlgorithm algorithm, JWSSigner signer) {}

    private SignedJWT signed(ClientID id, URI endpoint, Signing signing) {
        long now = resources.clock().instant().getEpochSecond();
        var claims =
                new JWTAuthenticationClaimsSet(
                        id,
                        new Audience(endpoint).toSingleAudienceList(),
                        DateUtils.fromSecondsSinceEpoch(now + SECONDS),
                        null,
                        DateUtils.fromSecondsSinceEpoch(now),
                        new JWTID(resources.tokens().next()));
        return signed(
                new SignedJWT(new JWSHeader(signing.algorithm()), claims.toJWTClaimsSet()),
                signing);
    }

    /**
     * Apple's client secret is a token for Apple, signed with the key of the team. It is made for
     * each request, so that none can be found later.
     */
    private String ofApple(AppleKey key, Signing signing) {
        long now = resources.clock().instant().getEpochSecond();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(key.team())
                        .subject(connection.clientId())
                        .audience(connection.issuer().toString())
                        .issueTime(DateUtils.fromSecondsSinceEpoch(now))
                        .expirationTime(DateUtils.fromSecondsSinceEpoch(now + SECONDS))
                        .build();
        var header = new JWSHeader.Builder(signing.algorithm()).keyID(key.id()).build();
        return signed(new SignedJWT(header, claims), signing).serialize();
    }

    private static SignedJWT signed(SignedJWT jwt, Signing signing) {
        try {
            jwt.sign(signing.signer());
        } catch (JOSEException unusable) {
            throw unusable("cannot sign");
        }
        return jwt;
    }

    private static Signing withSecret(String secret) {
        try {
            return new Signing(JWSAlgorithm.HS256, new MACSigner(secret));
        } catch (JOSEException tooShort) {
            throw unusable("is shorter than 32 bytes");
        }
    }

    private static Signing withKey(String pem) {
        try {
            return switch (key(pem)) {
                case RSAPrivateKey rsa -> new Signing(JWSAlgorithm.RS256, new RSASSASigner(rsa));
                case ECPrivateKey ec -> {
                    ECDSASigner signer = new ECDSASigner(ec);
                    yield new Signing(signer.supportedJWSAlgorithms().iterator().next(), signer);
                }
                default -> throw unusable("is a key of a kind that is not supported");
            };
        } catch (JOSEException unsupported) {
            throw unusable("is a key of a kind that is not supported");
        }
    }

    private static PrivateKey key(String pem) {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        for (String kind : new String[] {"RSA", "EC"}) {
            try {
                byte[] encoded = Base64.getDecoder().decode(body);
                return KeyFactory.getInstance(kind)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException | IllegalArgumentException another) {
                // The next kind, if there is one.
            }
        }
        throw unusable("is no private key as PKCS#8 in PEM");
    }

    /** Says nothing of its value. */
    private static RuntimeException unusable(String why) {
        return OidcFailures.providerError("the client-secret of the connection " + why);
    }
}
