package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.ClientAuthentication;
import dev.vestibule.flow.connection.OidcConnection.Quirks;
import dev.vestibule.flow.connection.OidcConnection.ResponseMode;
import dev.vestibule.flow.connection.SignOut;
import dev.vestibule.flow.connection.Tenants;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Several tenants of Microsoft Entra behind one connection: one discovery document, one key set.
 */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class TenantsTest {
    private static final String ONE = "11111111-1111-4111-8111-111111111111";
    private static final String TWO = "22222222-2222-4222-8222-222222222222";
    private static final String EVIL = "66666666-6666-4666-8666-666666666666";

    private OidcFixture entra;

    @BeforeEach
    void start(Vertx vertx) {
        entra = new OidcFixture(vertx);
        entra.provider.metadata(document -> document.put("issuer", issuer("{tenantid}")));
        entra.authenticator(known -> tenants(known, Set.of(ONE, TWO)));
        answerWithoutIssuer();
    }

    @ParameterizedTest
    @CsvSource({ONE, TWO})
    void eachTenantIsAnIssuerOfItsOwn(String tenant) {
        token(issuer(tenant), tenant);

        VerifiedIdentity identity = entra.signIn();

        assertThat(identity.issuer()).isEqualTo(issuer(tenant));
        assertThat(identity.login())
                .isNotNull()
                .extracting(ProviderLogin::issuer)
                .isEqualTo(issuer(tenant));
    }

    /**
     * What an administrator of a foreign tenant, or its user, can have Entra sign, and what not.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                EVIL + ", " + EVIL,
                EVIL + ", " + ONE,
                ONE + ", " + EVIL,
                ONE + ", " + TWO,
                ONE + ", -",
                "{tenantid}, {tenantid}",
                "{tenantid}, " + ONE,
                "organizations, organizations",
                "organizations, " + ONE,
                "common, -",
                "'', ''",
                ONE + "/../" + EVIL + ", " + ONE,
            })
    void anIssuerThatIsNotTheTokensOwnAllowedTenantIsRefused(
            String inIssuer, @Nullable String tid) {
        token(issuer(inIssuer), tid);

        AuthenticationFailure failure = entra.failure();

        assertThat(failure.reason()).isEqualTo(Reason.ASSERTION_REJECTED);
    }

    @Test
    void aTenantInCapitalLettersIsNotAllowed() {
        String capitals = "aAAAAAAA-1111-4111-8111-111111111111";
        entra.authenticator(known -> tenants(known, Set.of(capitals.toLowerCase(Locale.ROOT))));
        token(issuer(capitals), capitals);

        assertThat(entra.failure().reason()).isEqualTo(Reason.ASSERTION_REJECTED);
    }

    @Test
    void anIssuerOfAnotherCloudIsRefusedAlthoughItsTenantIsAllowed() {
        token("https://login.evil.example/" + ONE + "/v2.0", ONE);

        assertThat(entra.failure().reason()).isEqualTo(Reason.ASSERTION_REJECTED);
    }

    @Test
    void aDiscoveryDocumentOfOneTenantIsNotThatOfAll() {
        entra.provider.metadata(document -> document.put("issuer", issuer(ONE)));
        token(issuer(ONE), ONE);

        assertThat(entra.failure().reason()).isEqualTo(Reason.INVALID_PROVIDER_RESPONSE);
    }

    @Test
    void anAnswerMayNameAnAllowedTenantOnly() {
        var inspection = new AnswerInspection(connection()::issues);

        inspection.code(new RequestParameters(Map.of("code", "1", "iss", issuer(TWO))));

        assertThatThrownBy(() ->
                        inspection.code(
                                new RequestParameters(
                                        Map.of("code", "1", "iss", issuer("{tenantid}")))))
                .isInstanceOf(AuthenticationFailure.class);
    }

    /** Links are found by the issuer of the tenant. */
    @Test
    void theConnectionIssuesForItsTenantsOnly() {
        OidcConnection connection = connection();

        assertThat(connection.issues(issuer(ONE))).isTrue();
        assertThat(connection.issues(issuer(EVIL))).isFalse();
        assertThat(connection.issues(issuer("{tenantid}"))).isFalse();
        assertThat(connection.issues(connection.issuer().toString())).isFalse();
    }

    private OidcConnection connection() {
        return tenants(
                entra.provider.connection("test", OidcFixture.PROVISIONING), Set.of(ONE, TWO));
    }

    private String issuer(String tenant) {
        return entra.provider.issuer() + "/" + tenant + "/v2.0";
    }

    private void token(String issuer, @Nullable String tenant) {
        entra.provider.idTokenClaims(claims -> {
            Map<String, Object> changed = new HashMap<>(claims);
            changed.put("iss", issuer);
            if (tenant != null) {
                changed.put("tid", tenant);
            }
            return changed;
        });
    }

    /** Entra names no issuer in its answers. */
    private void answerWithoutIssuer() {
        entra.provider.metadata(document ->
                document.put("issuer", issuer("{tenantid}"))
                        .put("authorization_response_iss_parameter_supported", false));
        entra.provider.redirect(answer -> {
            answer.remove("iss");
            return answer;
        });
    }

    private static OidcConnection tenants(OidcConnection known, Set<String> allowed) {
        URI cloud = URI.create(known.issuer().toString());
        return new OidcConnection(
                known.id(),
                known.title(),
                URI.create(cloud + "/organizations/v2.0"),
                known.clientId(),
                known.clientSecret(),
                ClientAuthentication.BASIC,
                known.scopes(),
                known.authorizationParameters(),
                known.signingAlgorithms(),
                known.audiences(),
                known.provisioning(),
                null,
                SignOut.PROVIDER,
                ResponseMode.QUERY,
                new Quirks(null, new Tenants(cloud, allowed), null, false, null));
    }
}
