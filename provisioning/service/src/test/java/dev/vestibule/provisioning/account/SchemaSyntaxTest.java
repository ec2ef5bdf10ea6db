package dev.vestibule.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.ldap.SchemaCache;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

/** The conversions, by the standard schema, as no directory is asked. */
class SchemaSyntaxTest {
    private final SchemaSyntax syntax =
            new SchemaSyntax(new SchemaCache(() -> null, () -> Instant.EPOCH));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+1 (604) 555-1234;ext=5678 | +1 (604) 555-1234 ext. 5678",
                "+1 604;EXT=5 | +1 604 ext. 5",
                "tel:+1-201-555-0123 | +1-201-555-0123",
                "TEL:7042;phone-context=example.com | 7042",
                "+49 30 1234;ext=1;isub=12 | +49 30 1234 ext. 1",
                "+44 20 7946 0958 | +44 20 7946 0958"
            })
    void aTelephoneNumberIsWrittenInPrintableCharacters(String said, String written) {
        assertThat(one("telephoneNumber", said)).containsExactly(written);
        assertThat(one("mobile", said)).containsExactly(written);
    }

    @Test
    void whatIsNoTelephoneNumberIsLeftOut() {
        assertThat(one("telephoneNumber", "☎ 12")).isEmpty();
        assertThat(one("homePhone", ";ext=5")).containsExactly("ext. 5");
        assertThat(syntax.written("mobile", List.of("☎", "+1 2"))).containsExactly("+1 2");
    }

    @Test
    void linesOfAnAddressAreSeparatedAndEscaped() {
        assertThat(one("postalAddress", "1 High St\r\nLondon\nat $5 \\ 6"))
                .containsExactly("1 High St$London$at \\245 \\5C 6");
        assertThat(one("homePostalAddress", "one line $5")).containsExactly("one line $5");
        assertThat(one("postalAddress", "1 High St$London$\\241"))
                .containsExactly("1 High St$London$\\241");
    }

    @Property(tries = 500)
    void theLinesOfAnyAddressComeBack(@ForAll List<@NotBlank String> lines) {
        List<String> plain =
                lines.stream()
                        .map(line -> line.replaceAll("\\R", "").strip())
                        .filter(l -> !l.isEmpty())
                        .toList();
        if (plain.size() < 2) {
            return;
        }

        String written = one("postalAddress", String.join("\n", plain)).getFirst();

        assertThat(
                        List.of(written.split("\\$")).stream()
                                .map(line -> line.replace("\\24", "$").replace("\\5C", "\\"))
                                .toList())
                .isEqualTo(plain);
    }

    @Property(tries = 500)
    void aTelephoneNumberIsPrintableOrLeftOut(@ForAll String said) {
        assertThat(one("telephoneNumber", said))
                .allMatch(number -> number.matches("[A-Za-z0-9'()+,./:?= -]+"));
    }

    @ParameterizedTest
    @CsvSource({
        "secretary, Grace Hopper, false",
        "secretary, 'cn=grace,dc=example', true",
        "c, Germany, false",
        "c, DE, true",
        "x121Address, 12a, false",
        "x121Address, 12 3, true"
    })
    void aValueOfAnotherSyntaxIsLeftOut(String attribute, String value, boolean taken) {
        assertThat(one(attribute, value)).hasSize(taken ? 1 : 0);
    }

    @Test
    void ofSeveralValuesForAnAttributeOfOneNoneIsChosen() {
        assertThat(syntax.written("displayName", List.of("Ada", "Lady L"))).isEmpty();
        assertThat(syntax.written("displayName", List.of("Ada"))).containsExactly("Ada");
        assertThat(syntax.written("mail", List.of("a@b.c", "d@e.f"))).hasSize(2);
    }

    @Test
    void textOfOtherSyntaxesStaysAsItIs() {
        assertThat(one("description", "a\nb $ ü")).containsExactly("a\nb $ ü");
        assertThat(one("noSuchAttribute", "x;ext=1")).containsExactly("x;ext=1");
    }

    @Test
    void anAddressOfMailThatIsNotAsciiIsLeftOut() {
        assertThat(one("mail", "zoë@example.org")).isEmpty();
        assertThat(one("mail", "zoe@example.org")).containsExactly("zoe@example.org");
    }

    private List<String> one(String attribute, String value) {
        return syntax.written(attribute, List.of(value));
    }
}
