package dev.vestibule.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CookiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1; b=2|a=1; b=2",
                "__Host-vestibule-session=x|''",
                "a=1; __Host-vestibule-session=x; b=2|a=1; b=2",
                "__host-VESTIBULE-session=x;a=1|a=1",
                "a=\"q;  __Host-vestibule-browser=y\"; b|a=\"q; b",
                "a=__Host-vestibule-session=x|a=__Host-vestibule-session=x",
                "\t__Host-vestibule-x=1 ;a|a"
            })
    void othersCookiesStayAsTheyAre(String header, String kept) {
        assertThat(Cookies.foreign(header)).isEqualTo(kept);
    }

    @Property
    void noCookieOfOursIsEverKept(@ForAll("headers") String header) {
        for (String pair : Cookies.foreign(header).split(";", -1)) {
            assertThat(pair.strip()).doesNotStartWithIgnoringCase(Cookies.PREFIX);
        }
    }

    @Property
    void noCookieOfOthersIsEverLost(@ForAll("headers") String header) {
        long others =
                java.util.Arrays.stream(header.split(";", -1))
                        .filter(p -> !Cookies.ours(p))
                        .count();
        String kept = Cookies.foreign(header);

        assertThat(kept.isEmpty() ? 0 : kept.split(";", -1).length)
                .isIn((int) others, others == 1 ? 0 : (int) others);
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                        "a=1",
                        "b",
                        ";",
                        "; ",
                        "__Host-vestibule-session=x",
                        "__host-vestibule-",
                        " ",
                        "\t",
                        "=",
                        "\"",
                        "__Host-other=1")
                .list()
                .ofMaxSize(9)
                .map(pieces -> String.join("", pieces));
    }
}
