package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "wiki.example.org,wiki.example.org,wiki.example.org",
        "WIKI.Example.ORG,wiki.example.org,wiki.example.org",
        "wiki.example.org.,wiki.example.org,wiki.example.org",
        "wiki.example.org:8443,wiki.example.org,wiki.example.org:8443",
        "wiki.example.org.:80,wiki.example.org,wiki.example.org:80",
        "localhost:8080,localhost,localhost:8080",
        "127.0.0.1:1,127.0.0.1,127.0.0.1:1",
        "[::1]:8080,[::1],[::1]:8080",
        "[2001:DB8::1],[2001:db8::1],[2001:db8::1]",
        "my_service,my_service,my_service"
    })
    void readsHostAndPort(String text, String host, String shown) {
        Authority authority = Authority.parse(text);

        assertThat(authority.host()).isEqualTo(host);
        assertThat(authority.text()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                "wiki..",
                ".wiki",
                "user@wiki",
                "user:pass@wiki",
                "wiki:80:80",
                "wiki:",
                "wiki:abc",
                "wiki:-1",
                "wiki:999999",
                "wiki/x",
                "wiki?x",
                "wiki#x",
                "wiki x",
                " wiki",
                "wiki,evil",
                "wiki\\evil",
                "w\u00efki",
                "::1",
                "[::1",
                "[::1]x",
                "[wiki]",
                "-wiki",
                "wiki%2e",
                "wiki\u0000",
                "wiki:8\u0668"
            })
    void refusesWhatIsNoHost(String text) {
        assertThatThrownBy(() -> Authority.parse(text)).isInstanceOf(HttpFailure.class);
    }
}
