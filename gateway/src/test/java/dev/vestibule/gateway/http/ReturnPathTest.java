package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

final class ReturnPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "http://evil.example",
                "https:evil.example",
                "https:/evil.example",
                "https:///evil.example",
                "//evil.example",
                "///evil.example",
                "////evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "\\/evil.example",
                "/%5cevil.example",
                "/%5C%5Cevil.example",
                "/%2fevil.example",
                "/%2F%2Fevil.example",
                "/.//evil.example",
                "/..//evil.example",
                "/a/..//evil.example",
                "/%2e%2e//evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "\n//evil.example",
                " //evil.example",
                "\t/evil.example",
                "/a\r\nLocation: https://evil.example",
                "/a%0d%0aSet-Cookie:a=b",
                "/%00/evil.example",
                "/%09/evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "/a#//evil.example",
                "@evil.example",
                "/;@evil.example",
                "?next=/a",
                "/\u2215evil.example",
                "/a?b=\u2028",
                "/a?b c",
                "/a\\b?c",
                "/.vestibule/logout",
                "/.vestibule/back/",
                "/.vestibule/backup",
                "/.vestibule",
                "/%2evestibule/handoff?code=x"
            })
    void refusesWhatABrowserCouldTakeElsewhere(String text) {
        assertThat(ReturnPath.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/wiki/",
                "/wiki/a?b=c&d=//e",
                "/a?url=https://example.org/",
                "/a@b:c",
                "/a?path=C:\\Users\\ada",
                "/a?\\\\evil.example",
                "/a?q=\"x\"|y<z>{1}[2]^`'",
                "/a?",
                "/a?b=%5C%2F%zz%",
                "/a?b=c+d&b=c%20d&b=%2B",
                "/a?//evil.example/?x=1",
                "/.vestibule/back?to=x&return=%2F",
                "/.vestibules"
            })
    void keepsALocalPath(String text) {
        assertThat(ReturnPath.parse(text)).isEqualTo(new ReturnPath(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "evil.example", "/\\evil", "/a b", "/a\r\nb", ""})
    void noOtherTextCanBecomeOne(String text) {
        assertThatThrownBy(() -> new ReturnPath(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 5000)
    void neverLeavesTheHost(@ForAll("tricks") String text) {
        ReturnPath path = ReturnPath.parse(text, "/start");

        URI resolved = URI.create("https://app.example.org").resolve(uriSafe(path.value()));

        assertThat(resolved.getScheme()).isEqualTo("https");
        assertThat(resolved.getRawAuthority()).isEqualTo("app.example.org");
        // A browser reads a backslash before the query as a slash, and drops tabs and line ends.
        assertThat(path.value()).matches("/([^/?\\\\][^?\\\\]*)?(\\?.*)?");
        assertThat(path.value().chars()).allMatch(c -> c > ' ' && c < 0x7f);
    }

    @Provide
    Arbitrary<String> tricks() {
        Arbitrary<String> piece =
                Arbitraries.of(
                        "/",
                        "\\",
                        "evil.example",
                        ":",
                        "https",
                        "@",
                        "%2f",
                        "%5c",
                        "%09",
                        "\t",
                        "\r",
                        "\n",
                        ".",
                        "..",
                        ";",
                        "?",
                        "#",
                        "%0a",
                        "a",
                        " ",
                        "%2e",
                        "//",
                        "\u3002");
        return piece.list().ofMinSize(1).ofMaxSize(7).map(pieces -> "/" + String.join("", pieces));
    }

    private static String uriSafe(String path) {
        return path.replaceAll("[\\[\\]|^{}\"<>`\\\\]", "x");
    }
}
