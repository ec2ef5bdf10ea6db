package dev.vestibule.flow.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

final class HostPortTest {

    @ParameterizedTest
    @CsvSource({
        "http://my_app:3000, my_app, 3000",
        "http://my_app, my_app, -1",
        "https://my_app.internal:8443/path?query, my_app.internal, 8443",
        "http://_app_._tcp:1, _app_._tcp, 1",
        "http://app_:80, app_, 80",
        "http://my_app.:80, my_app., 80",
        "http://127.0.0.1:3000, 127.0.0.1, 3000",
        "http://[::1]:3000, [::1], 3000",
        "https://wiki.example.org, wiki.example.org, -1",
        "ldaps://my_ldap:1636, my_ldap, 1636"
    })
    void hostAndPortAreFound(URI url, String host, int port) {
        assertThat(HostPort.of(url)).isEqualTo(new HostPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:///path",
                "http:3000",
                "mailto:ada@example.org",
                "/path",
                "http://user@my_app",
                "http://my_app:port",
                "http://my_app:123456",
                "http://my_app-:80",
                "http://my_app..internal",
                "http://my%5Fapp",
                "http://my_äpp",
                "http://my_app;x"
            })
    void whatIsNoHostIsNone(URI url) {
        assertThat(HostPort.find(url)).isEmpty();
        assertThatThrownBy(() -> HostPort.of(url)).isInstanceOf(IllegalArgumentException.class);
    }
}
