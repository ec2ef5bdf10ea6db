package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin",
                "/public/../admin",
                "/public/%2e%2e/admin",
                "/public/%2E./admin",
                "/public/.%2e",
                "/./admin",
                "/.",
                "/..",
                "/a/..",
                "//admin",
                "/a//b",
                "/a//",
                "/admin;x",
                "/admin%3Bx",
                "/;/admin",
                "/public;/../admin",
                "/admin%2f",
                "/admin%2Fx",
                "/public%5c..%5cadmin",
                "/public\\..\\admin",
                "/a%00",
                "/a%0d%0aSet-Cookie:x",
                "/a%7f",
                "/a%1f",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a%-1",
                "/a%+1",
                "/a% 1",
                "/a b",
                "/a\u0000",
                "/a\tb",
                "/\u00e4",
                "/\uff0e\uff0e/admin",
                "/a#b",
                "/a?b",
                "/a<b>",
                "/a`b"
            })
    void refusesWhatServersReadInDifferentWays(String raw) {
        assertThatThrownBy(() -> RequestPath.normalise(raw))
                .isInstanceOfSatisfying(
                        HttpFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.BAD_REQUEST));
    }

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "/wiki,/wiki",
        "/wiki/,/wiki/",
        "/%61dmin,/admin",
        "/%41%7e%2D%5f,/A~-_",
        "/a%2eb,/a.b",
        "/...,/...",
        "/..a,/..a",
        "/.well-known/x,/.well-known/x",
        "/%e2%82%ac,/%E2%82%AC",
        "/a%25,/a%25",
        "/a%252e%252e/b,/a%252e%252e/b",
        "/a%23b,/a%23b",
        "/a%3Fb,/a%3Fb",
        "/a+b%20c,/a+b%20c",
        "/[x]|y,/[x]|y"
    })
    void writesTheSamePathInOneWay(String raw, String normalised) {
        assertThat(RequestPath.normalise(raw)).isEqualTo(normalised);
    }

    @Property
    void normalisingTwiceChangesNothing(@ForAll("paths") String raw) {
        String once = normalisedOrSkipped(raw);

        assertThat(RequestPath.normalise(once)).isEqualTo(once);
    }

    @Property
    void whatPassesCanOnlyBeReadInOneWay(@ForAll("paths") String raw) {
        String path = normalisedOrSkipped(raw);

        assertThat(path).startsWith("/").doesNotContain("//", "\\", ";", "?", "#", "/./", "/../");
        assertThat(path).doesNotEndWith("/.").doesNotEndWith("/..");
        assertThat(path).doesNotContainPattern("%(2[fFeEdD]|5[cCfF]|3[bB]|7[eEfF]|[01].)");
        assertThat(path.chars()).allMatch(c -> c > ' ' && c < 0x7f);
    }

    @Property
    void whatIsForwardedMeansWhatTheClientSent(@ForAll("paths") String raw) {
        String path = normalisedOrSkipped(raw);

        assertThat(octets(path)).isEqualTo(octets(raw));
    }

    @Property
    void encodingALetterDoesNotMakeAnotherPath(@ForAll("segments") String segment) {
        String plain = "/" + segment;
        Assume.that(!segment.equals(".") && !segment.equals(".."));
        StringBuilder encoded = new StringBuilder("/");
        segment.chars().forEach(c -> encoded.append("%%%02x".formatted(c)));

        assertThat(RequestPath.normalise(encoded.toString()))
                .isEqualTo(RequestPath.normalise(plain));
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> piece =
                Arbitraries.of(
                        "/", ".", "..", "a", "Z", "%2e", "%2F", "%5c", ";", "%41", "%c3%a4", "%",
                        "%00", "//", "\\", "public", "~", "%7E", "%25", "é", "?", "#", "+", "[");
        return piece.list().ofMaxSize(8).map(pieces -> "/" + String.join("", pieces));
    }

    @Provide
    Arbitrary<String> segments() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-', '.', '_', '~')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    private static String normalisedOrSkipped(String raw) {
        try {
            return RequestPath.normalise(raw);
        } catch (HttpFailure refused) {
            Assume.that(false);
            return raw;
        }
    }

    private static String octets(String path) {
        String plus = path.replace("+", "%2B");
        return java.net.URLDecoder.decode(plus, StandardCharsets.ISO_8859_1);
    }
}
