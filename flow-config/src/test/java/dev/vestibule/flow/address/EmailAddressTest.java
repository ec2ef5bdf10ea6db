package dev.vestibule.flow.address;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;
import java.util.Optional;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada, example.org",
        "ADA@Example.ORG, ADA, example.org",
        "ada.lovelace+wiki@sub.example.org, ada.lovelace+wiki, sub.example.org",
        "a_b-c'd@example.org, a_b-c'd, example.org",
        "ada@xn--bcher-kva.example, ada, xn--bcher-kva.example",
        "ada@bücher.example, ada, xn--bcher-kva.example"
    })
    void anAddressHasALocalPartAsItWasWrittenAndADomainInItsOneForm(
            String text, String local, String domain) {
        assertThat(EmailAddress.of(text)).contains(new EmailAddress(local, domain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "@example.org",
                "ada@",
                "ada@example.org.",
                "ada@.example.org",
                "ada@example..org",
                "ada@-example.org",
                "ada@example-.org",
                "ada@localhost",
                "ada@[192.0.2.1]",
                "ada@exa_mple.org",
                "ada@evil.org@example.org",
                "ada@evil.org,ada@example.org",
                "ada@evil.org;ada@example.org",
                "\"ada\"@example.org",
                "\"ada@evil.org\"@example.org",
                "\"ada bob\"@example.org",
                "ada(comment)@example.org",
                "ada@example.org(comment)",
                "Ada <ada@example.org>",
                "<ada@example.org>",
                "mailto:ada@example.org",
                ".ada@example.org",
                "ada.@example.org",
                "a..da@example.org",
                " ada@example.org",
                "ada@example.org ",
                "ada @example.org",
                "ada@ example.org",
                "ada@example.org\n",
                "ada@example.org\r\nBcc: x@evil.org",
                "ada\t@example.org",
                "ada@example.org\0",
                "ada\0@example.org",
                "ada@exam\0ple.org",
                "ada@example.org\u00a0",
                "ada\u200b@example.org",
                "ada@exam\u00adple.org",
                "ada@exam\u200dple.org",
                "аda@example.org",
                "ada\uff20example.org",
                "ada@example\u3002org",
                "ada@example\uff0eorg",
                "ada@ｅxample.org",
                "ada@bÜcher.example",
                "ada@\u212aelvin.example",
                "ada@faß.example",
                "ada@\u0130stanbul.example",
                "ada@exam\ud800ple.org"
            })
    void whatCouldBeReadInAnotherWayIsNoAddress(String text) {
        assertThat(EmailAddress.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@exаmple.org", // a Cyrillic a
                "ada@еxample.org", // a Cyrillic e
                "ada@examp1e.org",
                "ada@example.org.evil.org",
                "ada@xn--exmple-4nf.org"
            })
    void aDomainThatLooksLikeAnotherIsAnother(String text) {
        assertThat(EmailAddress.of(text).map(EmailAddress::domain))
                .isNotEqualTo(Optional.of("example.org"));
    }

    @Test
    void lengthsAreThoseOfMail() {
        String label = "d".repeat(63);

        assertThat(EmailAddress.of("l".repeat(64) + "@example.org")).isPresent();
        assertThat(EmailAddress.of("l".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.of("ada@" + label + ".org")).isPresent();
        assertThat(EmailAddress.of("ada@" + label + "d.org")).isEmpty();
        assertThat(EmailAddress.of("ada@" + (label + ".").repeat(4) + "org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.da@gmail.com", "ada+wiki@gmail.com", "Ada@gmail.com"})
    void whatSomeProvidersTakeForTheSameIsNotTheSame(String text) {
        assertThat(EmailAddress.of(text))
                .isPresent()
                .isNotEqualTo(EmailAddress.of("ada@gmail.com"));
    }

    @Property
    void anyTextIsReadInOneWayOrNotAtAll(@ForAll @StringLength(max = 80) String text) {
        EmailAddress.of(text).ifPresent(address -> assertOneWay(text, address));
    }

    @Property
    void anyDomainIsReadInOneWayOrNotAtAll(
            @ForAll
                    @AlphaChars
                    @Chars({'.', '-', 'ü', 'ß', 'а', 'K', '\u200d', '0'})
                    @StringLength(min = 1, max = 12)
                    String domain) {
        String text = "ada@" + domain + ".org";

        EmailAddress.of(text).ifPresent(address -> assertOneWay(text, address));
    }

    private static void assertOneWay(String text, EmailAddress address) {
        String written = text.substring(text.indexOf('@') + 1);
        assertThat(text).startsWith(address.local() + "@").hasSizeLessThanOrEqualTo(254);
        assertThat(text.chars().filter(each -> each == '@').count()).isEqualTo(1);
        assertThat(address.local()).matches("\\p{Graph}+");
        assertThat(address.domain()).matches("[a-z0-9.-]+").doesNotEndWith(".").contains(".");
        assertThat(EmailAddress.domain(address.domain())).contains(address.domain());
        assertThat(EmailAddress.of(address.local() + "@" + address.domain())).contains(address);
        if (written.chars().allMatch(each -> each < 128)) {
            assertThat(address.domain()).isEqualTo(written.toLowerCase(Locale.ROOT));
        } else {
            assertThat(address.domain()).contains("xn--");
        }
    }

    @Test
    void itsTextSaysNothingOfThePerson() {
        assertThat(EmailAddress.of("canary@example.org").orElseThrow().toString())
                .doesNotContain("canary");
    }
}
