package dev.vestibule.flow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;

final class OutgoingProxyTest {
    private final OutgoingProxy proxy =
            new OutgoingProxy(
                    URI.create("http://proxy.example.org:3128"),
                    null,
                    null,
                    List.of("sso.corp.test", ".example.org", "10.0.0.0/8", "2001:db8::/32"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sso.corp.test/token",
                "https://SSO.Corp.TEST:8443",
                "https://sso.corp.test./",
                "https://login.example.org",
                "https://a.b.example.org",
                "https://10.200.0.1/",
                "https://[2001:db8::1]:8443/",
                "https://localhost",
                "https://app.localhost.",
                "https://127.0.0.9",
                "https://[::1]/",
                "http://localhost:8080"
            })
    void theseAreCalledDirectly(String server) {
        assertThat(proxy.carries(URI.create(server))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://corp.test",
                "https://www.sso.corp.test",
                "https://sso.corp.test.evil.test",
                "https://example.org",
                "https://badexample.org",
                "https://11.0.0.1",
                "https://10.0.0.1.evil.test",
                "https://[2001:db9::1]/",
                "HTTPS://my_provider:8443/"
            })
    void allOthersGoThroughIt(String server) {
        assertThat(proxy.carries(URI.create(server))).isTrue();
    }
}
