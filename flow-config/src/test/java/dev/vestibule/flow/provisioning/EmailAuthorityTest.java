package dev.vestibule.flow.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.address.EmailAddress;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A provider decides about the addresses of its own domains, and about nobody else's. */
class EmailAuthorityTest {
    private static final EmailAuthority NAMED = new EmailAuthority(Set.of("example.org"), false);
    private static final EmailAuthority GOOGLE = new EmailAuthority(Set.of(), true);

    @Test
    void aNamedDomainIsSpokenFor() {
        assertThat(NAMED.speaksFor(address("ada@EXAMPLE.org"), Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@sub.example.org",
                "ada@example.org.evil.org",
                "ada@notexample.org",
                "ada@exаmple.org",
                "ada@example.com"
            })
    void everyOtherDomainIsNot(String text) {
        assertThat(NAMED.speaksFor(address(text), Map.of("hd", "example.org"))).isFalse();
    }

    @Test
    void aDomainInLettersOfItsOwnIsTheOneThatIsNamedInAscii() {
        EmailAuthority named =
                new EmailAuthority(
                        Set.of(EmailAddress.domain("bücher.example").orElseThrow()), false);

        assertThat(named.speaksFor(address("ada@xn--bcher-kva.example"), Map.of())).isTrue();
        assertThat(named.speaksFor(address("ada@bücher.example"), Map.of())).isTrue();
        assertThat(named.speaksFor(address("ada@bucher.example"), Map.of())).isFalse();
    }

    @Test
    void withoutDomainsNothingIsSpokenFor() {
        EmailAuthority none = new EmailAuthority(Set.of(), false);

        assertThat(none.speaksFor(address("ada@example.org"), Map.of())).isFalse();
        assertThat(none.isAny()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@gmail.com", "a.d.a+x@googlemail.com"})
    void googleSpeaksForItsOwnMail(String text) {
        assertThat(GOOGLE.speaksFor(address(text), Map.of())).isTrue();
    }

    @Test
    void googleSpeaksForADomainThatItHosts() {
        Map<String, Object> hosted = Map.of("hd", "example.org");

        assertThat(GOOGLE.speaksFor(address("ada@example.org"), hosted)).isTrue();
        assertThat(GOOGLE.speaksFor(address("ada@sub.example.org"), hosted)).isFalse();
        assertThat(GOOGLE.speaksFor(address("ada@example.com"), hosted)).isFalse();
    }

    static Stream<Object> otherThanTheDomain() {
        return Stream.of(
                "",
                " example.org",
                "example.org ",
                "Example.org",
                "example.org.",
                "example.org\0",
                "*",
                "*.org",
                "org",
                "exаmple.org",
                true,
                1,
                List.of("example.org"),
                List.of("evil.org", "example.org"),
                Map.of("example.org", true));
    }

    @ParameterizedTest
    @MethodSource("otherThanTheDomain")
    void aClaimThatIsNotExactlyTheDomainHostsNothing(Object hosted) {
        assertThat(GOOGLE.speaksFor(address("ada@example.org"), Map.of("hd", hosted))).isFalse();
    }

    @Test
    void withoutTheClaimAnAddressElsewhereWasVerifiedOnceOnly() {
        assertThat(GOOGLE.speaksFor(address("ada@example.org"), Map.of())).isFalse();
    }

    @Test
    void theConfigurationNarrowsGoogleDownAndNeverWidensIt() {
        EmailAuthority narrow = new EmailAuthority(Set.of("example.org"), true);

        assertThat(narrow.speaksFor(address("ada@example.org"), Map.of("hd", "example.org")))
                .isTrue();
        assertThat(narrow.speaksFor(address("ada@example.org"), Map.of())).isFalse();
        assertThat(narrow.speaksFor(address("ada@gmail.com"), Map.of())).isFalse();
        assertThat(narrow.speaksFor(address("ada@example.com"), Map.of("hd", "example.com")))
                .isFalse();
    }

    @Property
    void nobodySpeaksForADomainThatIsNeitherNamedNorClaimed(
            @ForAll @StringLength(max = 30) String text,
            @ForAll @StringLength(max = 30) String hd) {
        EmailAddress.of("ada@" + text)
                .ifPresent(address -> {
                    boolean own = Set.of("gmail.com", "googlemail.com").contains(address.domain());
                    assertThat(GOOGLE.speaksFor(address, Map.of("hd", hd)))
                            .isEqualTo(own || address.domain().equals(hd));
                    assertThat(NAMED.speaksFor(address, Map.of("hd", hd)))
                            .isEqualTo(address.domain().equals("example.org"));
                });
    }

    private static EmailAddress address(String text) {
        return EmailAddress.of(text).orElseThrow();
    }
}
