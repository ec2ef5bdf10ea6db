package dev.vestibule.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

final class GroupFieldTest {

    @Example
    void anOrdinaryNameTravelsAsItIsCalled() {
        assertThat(GroupField.STANDARD.of(List.of("staff", "R&D", "100% remote", "Ärzte", "a b")))
                .isEqualTo("staff,R&D,100% remote,Ärzte,a b");
    }

    @Example
    void aCommaNeverMakesTwoGroupsOfOne() {
        assertThat(GroupField.STANDARD.of(List.of("CN=VPN,OU=Groups,DC=corp", "x,admin,y")))
                .isEqualTo("CN=VPN%2COU=Groups%2CDC=corp,x%2Cadmin%2Cy");
    }

    @Example
    void aNameThatLooksEncodedIsToldApartFromOneThatIs() {
        assertThat(GroupField.STANDARD.of(List.of("a%2Cb", "a,b"))).isEqualTo("a%252Cb,a%2Cb");
    }

    @Example
    void whatServersCutOffIsEncoded() {
        assertThat(
                        GroupField.STANDARD.of(
                                List.of(" admin", "admin ", "admin\r\nX: y", "\u00a0admin")))
                .isEqualTo("%20admin,admin%20,admin%0D%0AX: y,%C2%A0admin");
    }

    @Example
    void noGroupIsAnEmptyField() {
        assertThat(GroupField.STANDARD.of(List.of())).isEmpty();
        assertThat(GroupField.STANDARD.of(List.of(""))).isEmpty();
    }

    @Property
    void whoeverSplitsAndDecodesHasTheNames(@ForAll("groups") List<String> groups) {
        String field = GroupField.STANDARD.of(groups);

        assertThat(field.chars()).noneMatch(Character::isISOControl);
        assertThat(decoded(field)).isEqualTo(groups);
    }

    @Provide
    Arbitrary<List<String>> groups() {
        return Arbitraries.strings()
                .withChars(",%2C5aF0 \t\r\u00e4\u00a0\"\\;=")
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static List<String> decoded(String field) {
        return Arrays.stream(field.split(",", -1)).map(GroupFieldTest::decodedPart).toList();
    }

    // Percent signs that stand for themselves have no two digits behind them.
    private static String decodedPart(String part) {
        String literal = part.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B");
        return URLDecoder.decode(literal, StandardCharsets.UTF_8);
    }
}
