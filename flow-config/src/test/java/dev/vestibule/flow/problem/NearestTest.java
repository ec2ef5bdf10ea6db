package dev.vestibule.flow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class NearestTest {
    private static final List<String> KNOWN = List.of("listen", "url", "session", "client-secret");

    @ParameterizedTest
    @CsvSource({
        "listn, listen",
        "lisetn, listen",
        "ulr, url",
        "client-secert, client-secret",
        "clientsecret, client-secret",
        "sesion, session"
    })
    void aMistypedWordFindsTheOneThatIsMeant(String word, String meant) {
        assertThat(Nearest.of(word, KNOWN)).contains(meant);
    }

    @Test
    void aWordThatIsNothingLikeThemFindsNone() {
        assertThat(Nearest.of("xylophone", KNOWN)).isEmpty();
    }

    @Test
    void aVeryLongWordFindsNone() {
        assertThat(Nearest.of("l".repeat(100_000), KNOWN)).isEmpty();
    }
}
