package dev.vestibule.flow.theme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccentTest {
    @Test
    void contrastIsAsTheGuidelinesDefineIt() {
        // 21 on white; the page is a little darker than that.
        assertThat(new Accent("#000000").contrast()).isBetween(19.0, 19.5);
        assertThat(new Accent("#f4f5f7").contrast()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#ffd54f", "#ffffff", "#7fdbff", "#e91e63", "#888888"})
    void aColourThatCannotBeReadHasANearOneThatCan(String light) {
        Accent readable = new Accent(new Accent(light).readable());

        assertThat(readable.contrast()).isBetween(Accent.LEAST, Accent.LEAST + 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#2f5bb7", "#000000", "#0b6e4f", "#a4262c", "#4a148c"})
    void aReadableColourStaysAndIsLighterInTheDark(String light) {
        Accent accent = new Accent(light);

        assertThat(accent.readable()).isEqualTo(light);
        assertThat(accent.onLight()).isEqualTo("#ffffff");
        assertThat(accent.dark()).isNotEqualTo(light);
        assertThat(accent.onDark()).isIn("#ffffff", "#10141c");
    }
}
