package dev.vestibule.provisioning.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VisibleTextTest {
    @Property
    void nothingInALineActsOnATerminal(@ForAll("texts") String text) {
        String shown = VisibleText.of(text);

        assertThat(shown.codePoints())
                .noneMatch(c ->
                        Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                                || Character.getType(c) == Character.SURROGATE);
        assertThat(VisibleText.of(shown)).isEqualTo(shown);
    }

    @Property
    void jsonSaysTheSame(@ForAll("texts") String text) {
        String shown = VisibleText.of(new JsonObject().put("text", text).encode());

        assertThat(new JsonObject(shown).getString("text")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "Zo\u00eb", "\u5c71\u7530", "\ud83d\ude00", "a b\"c\\d", ""})
    void whatPeopleWriteStaysAsItIs(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"202E", "2066", "200F", "061C", "2028", "2029", "009B", "001B", "0085", "FEFF"})
    void whatATerminalObeysIsWritten(String code) {
        String character = Character.toString(Integer.parseInt(code, 16));

        assertThat(VisibleText.of("a" + character + "b"))
                .isEqualTo("a\\u" + code.toLowerCase(java.util.Locale.ROOT) + "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\udc00\ud800", "\ud800a"})
    void halfACharacterIsWritten(String text) {
        assertThat(VisibleText.of(text)).contains("\\ud");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, Arbitraries.chars().all()),
                        net.jqwik.api.Tuple.of(
                                2,
                                Arbitraries.of(
                                        '\u001b', '\u009b', '\u202e', '\u2066', '\u2028', '\r',
                                        '\n', '\t', '\u200f', '\u061c', '\ud800', '\udc00')),
                        net.jqwik.api.Tuple.of(3, Arbitraries.chars().ascii()))
                .list()
                .ofMaxSize(40)
                .map(characters -> {
                    StringBuilder text = new StringBuilder();
                    characters.forEach(text::append);
                    return text.toString();
                });
    }
}
