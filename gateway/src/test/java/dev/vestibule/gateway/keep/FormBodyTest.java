package dev.vestibule.gateway.keep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.keep.FormBody.Field;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

final class FormBodyTest {

    @Property
    void whatABrowserSendsIsReadFieldByField(@ForAll("forms") List<Field> fields) {
        assertThat(FormBody.parse(sent(fields))).isEqualTo(new FormBody(fields));
    }

    /** Whatever is read, a browser sends the same bytes from it. */
    @Property
    void whatIsReadIsSentAlikeAgain(@ForAll("bodies") String body) {
        FormBody read = FormBody.parse(body);

        assertThat(read == null ? body : sent(read.fields())).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "=b",
                "&",
                "a=b&",
                "&a=b",
                "a=%",
                "a=%1",
                "a=%zz",
                "a=%ff",
                "a=%c3",
                "a=%ed%a0%80",
                "a=%c3%a9",
                "a=%41",
                "a=%20",
                "a=b=c",
                "a=é",
                "a=\u0001",
                "a=%00",
                "a=%0A",
                "a=%0D",
                "a=%0A%0D",
                "a%0A=b",
                "_charset_=ISO-8859-1",
                "_CHARSET_="
            })
    void whatABrowserWouldSendInAnotherWayIsNotRead(String body) {
        assertThat(FormBody.parse(body)).isNull();
    }

    @Test
    void aFormHasAThousandFieldsAtMost() {
        assertThat(Objects.requireNonNull(FormBody.parse("a=b" + "&a=b".repeat(999))).fields())
                .hasSize(1000);
        assertThat(FormBody.parse("a=b" + "&a=b".repeat(1000))).isNull();
    }

    @Test
    void anEmptyFormIsOne() {
        assertThat(FormBody.parse("")).isEqualTo(new FormBody(List.of()));
    }

    @Test
    void noValueIsInAText() {
        assertThat(FormBody.parse("name=canary"))
                .asString()
                .contains("name")
                .doesNotContain("canary");
        assertThat(new KeptForm("wiki", "/", "/", "", "name=canary"))
                .asString()
                .isEqualTo("KeptForm[app=wiki]");
    }

    private static String sent(List<Field> fields) {
        return fields.stream()
                .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<Field>> forms() {
        Arbitrary<String> text =
                Arbitraries.of(
                                "a", " ", "\r\n", "é", "水", "😀", "\"", "<", "&", "+", "%", "~",
                                "*-._", "\t")
                        .list()
                        .ofMaxSize(5)
                        .map(parts -> String.join("", parts));
        return Combinators.combine(text.filter(name -> !name.isEmpty()), text)
                .as(Field::new)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                        "a",
                        "=",
                        "&",
                        "+",
                        "%",
                        "%41",
                        "%20",
                        "%C3%A9",
                        "%c3",
                        "%0D",
                        "%0A",
                        "%0D%0A",
                        "*",
                        "~",
                        "%7E",
                        "é",
                        "_charset_=",
                        "UTF-8")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
