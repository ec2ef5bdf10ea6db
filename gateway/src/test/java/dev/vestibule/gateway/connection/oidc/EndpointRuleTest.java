package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.gateway.login.AuthenticationFailure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;

final class EndpointRuleTest {

    @ParameterizedTest
    @CsvSource({
        "https://sso.example, https://sso.example/token",
        "https://sso.example, https://other.example/token?tenant=1",
        "https://sso.example, HTTPS://sso.example/token",
        "http://localhost:8080, http://localhost:8080/token",
        "http://127.0.0.1:8080, http://localhost:9090/token",
        "http://[::1]:8080, http://[::1]:8080/token",
        "http://127.0.0.1, https://127.0.0.1/token"
    })
    void anEndpointMayBeCalled(URI issuer, URI endpoint) {
        assertThat(
                        new ProviderMetadata.EndpointRule(issuer)
                                .accept("token_endpoint", endpoint.toString()))
                .isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sso.example, http://sso.example/token",
        "https://sso.example, http://localhost/token",
        "https://sso.example, /token",
        "https://sso.example, mailto:a@sso.example",
        "https://sso.example, https:///token",
        "https://sso.example, https://user:password@sso.example/token",
        "https://sso.example, https://sso.example/token#fragment",
        "http://sso.example, http://sso.example/token",
        "http://sso.example, http://localhost/token",
        "http://localhost, http://sso.example/token",
        "http://localhost, https://sso.example/token",
        "http://localhost, http://localhost.evil.example/token",
        "http://localhost, http://127.0.0.1.evil.example/token",
        "http://localhost, http://169.254.169.254/token",
        "http://localhost, http://0.0.0.0/token",
        "http://localhost, http://2130706433/token",
        "http://localhost, file://localhost/etc/passwd"
    })
    void anEndpointMayNotBeCalled(URI issuer, URI endpoint) {
        assertThatThrownBy(() ->
                        new ProviderMetadata.EndpointRule(issuer)
                                .accept("token_endpoint", endpoint.toString()))
                .isInstanceOf(AuthenticationFailure.class)
                .hasMessageContaining("token_endpoint");
    }
}
