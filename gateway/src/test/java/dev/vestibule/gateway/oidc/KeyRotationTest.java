package dev.vestibule.gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;

import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.idp.AuthenticationFailure.Reason;
import dev.vestibule.gateway.idp.AuthenticationStart;
import dev.vestibule.gateway.oidc.TestProvider.Endpoint;

import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

final class KeyRotationTest {
    private final OidcFixture oidc = new OidcFixture();

    @AfterEach
    void close() {
        oidc.close();
    }

    @Test
    void aNewKeyIsTrustedAtOnce() {
        oidc.signIn();
        oidc.provider.keys().rotate();

        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
        assertThat(jwksRequests()).isEqualTo(2);
    }

    @Test
    void aRetiredKeyIsRefusedAfterTheRefresh() {
        oidc.signIn();
        RSAKey retired = oidc.provider.keys().rsa();
        oidc.provider.keys().rotate();
        oidc.signIn();
        signWith(retired);

        assertThat(oidc.failure()).hasMessageContaining("unknown key");
    }

    @Test
    void aRetiredKeyIsRefusedWhenTheKeysHaveGrownOld() {
        oidc.signIn();
        RSAKey retired = oidc.provider.keys().rsa();
        oidc.provider.keys().rotate();
        signWith(retired);
        oidc.clock.advance(Duration.ofMinutes(10));

        assertThat(oidc.failure()).hasMessageContaining("unknown key");
    }

    @Test
    void noCacheHeaderKeepsKeysLongerThanAQuarterOfAnHour() {
        oidc.provider.cacheControl(Endpoint.JWKS, "public, max-age=86400");
        oidc.signIn();
        oidc.clock.advance(Duration.ofMinutes(15));
        oidc.signIn();

        assertThat(jwksRequests()).isEqualTo(2);
    }

    @Test
    void anUnknownKeyIsLookedForOnceInAMinute() {
        signWith(TestKeys.newRsaKey(2048));

        assertThat(oidc.failure().reason()).isEqualTo(Reason.ASSERTION_REJECTED);
        assertThat(jwksRequests()).isEqualTo(2);

        oidc.clock.advance(Duration.ofSeconds(59));
        assertThat(oidc.failure().reason()).isEqualTo(Reason.ASSERTION_REJECTED);
        assertThat(jwksRequests()).isEqualTo(2);

        oidc.clock.advance(Duration.ofSeconds(1));
        assertThat(oidc.failure().reason()).isEqualTo(Reason.ASSERTION_REJECTED);
        assertThat(jwksRequests()).isEqualTo(3);
    }

    @Test
    void manyLoginsAfterARotationShareOneRefresh() {
        oidc.signIn();
        oidc.provider.keys().rotate();
        List<AuthenticationStart> starts = Stream.generate(oidc::begin).limit(50).toList();

        List<Future<String>> subjects =
                starts.stream()
                        .map(start -> completed(start).map(identity -> identity.subject()))
                        .toList();

        OidcFixture.await(Future.all(subjects));
        assertThat(subjects).allSatisfy(done -> assertThat(done.result()).isEqualTo("ada-1815"));
        assertThat(jwksRequests()).isEqualTo(2);
    }

    @Test
    void whereNewKeysCannotBeFetchedTheProviderIsUnavailable() {
        oidc.signIn();
        oidc.provider.keys().rotate();
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.status(503));

        assertThat(oidc.failure().reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void oldKeysDoNotServeWhereNewOnesCannotBeFetched() {
        oidc.signIn();
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.status(503));
        oidc.clock.advance(Duration.ofMinutes(10));

        assertThat(oidc.failure().reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    private Future<VerifiedIdentity> completed(AuthenticationStart start) {
        return oidc.authenticator.complete(start.trip(), oidc.visit(start.redirect()));
    }

    private void signWith(RSAKey key) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        oidc.provider.idToken((_, claims) -> TestKeys.sign(header, key, claims));
    }

    private int jwksRequests() {
        return oidc.provider.requests(Endpoint.JWKS);
    }
}
