package dev.vestibule.gateway.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.proxy.TestApps;
import dev.vestibule.gateway.proxy.TestGateway;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** What apps that want a signed assertion receive, and who can verify it. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class AssertionsTest {
    private static final String HOST = "Host: localhost";
    private static final String FIELD = "> X-Vestibule-Assertion: ";

    private EchoUpstream upstream;
    private TestGateway gateway;
    private String cookie = "";

    @BeforeEach
    void signIn(Vertx vertx) throws IOException {
        upstream = EchoUpstream.start(vertx);
        gateway = TestGateway.start(vertx);
        gateway.with(TestApps.asserting(TestApps.wiki(upstream.port())))
                .with(TestApps.app("plain", "localhost", "/plain", upstream.port()))
                .with(
                        TestApps.asserting(
                                TestApps.app("shop", "shop.localhost", "/", upstream.port())));
        cookie = "Cookie: " + gateway.login("ada", "staff");
    }

    @Test
    void theServedKeyVerifiesTheToken() throws Exception {
        SignedJWT token = SignedJWT.parse(assertion(gateway.send("GET /", HOST, cookie)));

        JWKSet keys = served("localhost");
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
    }

    @Test
    void theTokenSaysWhoIsAskingWhomForFiveMinutes() throws Exception {
        Instant now = gateway.clock.instant();

        JWTClaimsSet claims = claims(gateway.send("GET /", HOST, cookie));

        String origin = "http://localhost:" + gateway.port;
        assertThat(claims.getIssuer()).isEqualTo(origin);
        assertThat(claims.getAudience()).containsExactly(origin);
        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getStringClaim("email")).isEqualTo("ada@example.org");
        assertThat(claims.getStringClaim("name")).isEqualTo("Name of ada");
        assertThat(claims.getStringListClaim("groups")).containsExactly("staff", "adas");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(now));
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(now.plus(Duration.ofMinutes(5))));
        assertThat(claims.getClaims().keySet())
                .isEqualTo(
                        Set.of(
                                "iss",
                                "aud",
                                "sub",
                                "connection",
                                "account",
                                "email",
                                "name",
                                "groups",
                                "iat",
                                "exp"));
    }

    @Test
    void theAudienceIsTheAppsOwnOrigin() throws Exception {
        String host = "Host: shop.localhost";
        String login = gateway.send("GET /.vestibule/test-login?user=ada&flow=staff", host);
        String session = "Cookie: " + TestGateway.cookie(login, "session");

        JWTClaimsSet claims = claims(gateway.send("GET /", host, session));

        assertThat(claims.getAudience()).containsExactly("http://shop.localhost:" + gateway.port);
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:" + gateway.port);
    }

    @Test
    void theTokenIsTheSameForAMinute() throws Exception {
        String first = assertion(gateway.send("GET /", HOST, cookie));
        gateway.clock.advance(Duration.ofSeconds(59));

        String second = assertion(gateway.send("GET /other", HOST, cookie));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void afterAMinuteThereIsANewToken() throws Exception {
        String first = assertion(gateway.send("GET /", HOST, cookie));
        gateway.clock.advance(Duration.ofSeconds(60));

        String second = gateway.send("GET /", HOST, cookie);

        assertThat(assertion(second)).isNotEqualTo(first);
        assertThat(claims(second).getIssueTime()).isEqualTo(Date.from(gateway.clock.instant()));
    }

    @Test
    void everySessionHasATokenOfItsOwn() throws Exception {
        String grace = "Cookie: " + gateway.login("grace", "staff");
        gateway.send("GET /", HOST, cookie);

        JWTClaimsSet claims = claims(gateway.send("GET /", HOST, grace));

        assertThat(claims.getSubject()).isEqualTo("grace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Vestibule-Assertion", "x-vestibule-assertion", "X_Vestibule_Assertion"})
    void whatAClientSendsInItsPlaceIsLeftOut(String name) throws Exception {
        String forged = name + ": forged";

        String asserted = gateway.send("GET /", HOST, cookie, forged);
        String plain = gateway.send("GET /plain", HOST, cookie, forged);
        String nobody = gateway.send("GET /public/a", HOST, forged);

        assertThat(List.of(asserted, plain, nobody))
                .allSatisfy(seen -> assertThat(seen).contains("200 OK").doesNotContain("forged"));
        assertThat(asserted.split(FIELD, -1)).hasSize(2);
    }

    @Test
    void aClientCannotRemoveItByNamingItInConnection() throws Exception {
        String seen = gateway.send("GET /", HOST, cookie, "Connection: X-Vestibule-Assertion");

        assertThat(claims(seen).getSubject()).isEqualTo("ada");
    }

    @Test
    void anAppThatWantsNoneGetsNone() throws Exception {
        String seen = gateway.send("GET /plain", HOST, cookie);

        assertThat(seen)
                .contains("> X-Forwarded-User: ada")
                .doesNotContainIgnoringCase("X-Vestibule-");
    }

    @Test
    void nobodyIsAssertedWhereNobodyIsSignedIn() throws Exception {
        String seen = gateway.send("GET /public/a", HOST);

        assertThat(seen).contains("> GET /public/a").doesNotContainIgnoringCase("X-Vestibule-");
    }

    @Test
    void everyHostServesThePublicKeyAndNothingMore() throws Exception {
        String answer = gateway.send("GET /.vestibule/jwks.json", "Host: unheard-of.example");

        assertThat(answer)
                .contains("200 OK")
                .containsIgnoringCase("content-type: application/json")
                .containsIgnoringCase("cache-control: public, max-age=60");
        assertThat(body(answer)).contains("\"kty\":\"EC\"").doesNotContain("\"d\":");
        assertThat(body(answer)).isEqualTo(body(gateway.send("GET /.vestibule/jwks.json", HOST)));
    }

    private JWKSet served(String host) throws Exception {
        return JWKSet.parse(body(gateway.send("GET /.vestibule/jwks.json", "Host: " + host)));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static JWTClaimsSet claims(String seen) throws java.text.ParseException {
        return SignedJWT.parse(assertion(seen)).getJWTClaimsSet();
    }

    private static String assertion(String seen) {
        return seen.lines()
                .filter(line -> line.startsWith(FIELD))
                .map(line -> line.substring(FIELD.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no assertion in\n" + seen));
    }
}
