package dev.vestibule.gateway.theme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;
import java.util.Map;

final class LanguagesTest {
    private final Languages languages =
            new Languages(
                    Map.of(
                            "de", Map.of("portal.title", "Alles"),
                            "fr", Map.of("portal.title", "Vos applications")));

    @Test
    void aFileOfAnotherLanguageAddsItAndWhatItLacksIsEnglish() {
        Wording french = languages.in(Locale.FRENCH);

        assertThat(languages.all())
                .containsExactly(Locale.ENGLISH, Locale.GERMAN, Locale.CHINESE, Locale.FRENCH);
        assertThat(french.text("portal.title")).isEqualTo("Vos applications");
        assertThat(french.text("logout.button")).isEqualTo("Sign out");
    }

    @Test
    void aTextOfTheThemeReplacesOneAndLeavesTheOthers() {
        Wording german = languages.in(Locale.GERMAN);

        assertThat(german.text("portal.title")).isEqualTo("Alles");
        assertThat(german.text("logout.button")).isEqualTo("Abmelden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-AT,en | de",
                "zh-TW | zh",
                "zh-CN,zh;q=0.9 | zh",
                "fr-CA;q=0.5, it | fr",
                "it | en",
                "'' | en",
                "fr;q=x,, | en",
                "* | en"
            })
    void theBrowsersPreferenceDecides(String accepted, String language) {
        assertThat(languages.preferred(accepted).locale().toLanguageTag()).isEqualTo(language);
    }

    @Test
    void onlyAnExactTagIsAChoice() {
        assertThat(languages.find("de")).isEqualTo(Locale.GERMAN);
        assertThat(languages.find("de-AT")).isNull();
        assertThat(languages.find(null)).isNull();
    }

    @Test
    void everyKeyIsKnownAndOnlyThose() {
        assertThat(Wording.keys()).contains("portal.title", "failure.INTERNAL.next");
        assertThat(languages.in(Locale.ENGLISH).find("no.such.key")).isNull();
    }
}
