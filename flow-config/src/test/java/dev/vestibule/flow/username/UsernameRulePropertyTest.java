package dev.vestibule.flow.username;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whatever is sent as a name: what passes can be told from every reserved name. */
class UsernameRulePropertyTest {
    private final UsernameRule rule = UsernameRule.STANDARD;

    @Property(tries = 5_000)
    void whatPassesIsOneScriptSeenAndWithoutAColon(@ForAll("names") String wanted) {
        if (rule.problem(wanted).isPresent()) {
            return;
        }
        String name = Username.of(wanted).orElseThrow();
        assertThat(name).isEqualTo(name.strip()).doesNotContain(":");
        assertThat(name.codePoints().noneMatch(each -> Character.isSpaceChar(each) && each != ' '))
                .isTrue();
        assertThat(name.codePoints().noneMatch(Character::isIdentifierIgnorable)).isTrue();
        assertThat(
                        name.codePoints()
                                .mapToObj(UnicodeScript::of)
                                .filter(script ->
                                        script == UnicodeScript.LATIN
                                                || script == UnicodeScript.CYRILLIC
                                                || script == UnicodeScript.GREEK)
                                .distinct()
                                .count())
                .isLessThanOrEqualTo(1);
    }

    @Property(tries = 5_000)
    void whatPassesFoldsToNoReservedName(@ForAll("names") String wanted) {
        if (rule.problem(wanted).isPresent()) {
            return;
        }
        String bare =
                Normalizer.normalize(wanted, Normalizer.Form.NFKD)
                        .replaceAll("[\\p{M}\\p{Cf}\\p{Z}]", "")
                        .toLowerCase(Locale.ROOT);
        assertThat(UsernameRule.RESERVED_NAMES).doesNotContain(bare);
    }

    @Property(tries = 2_000)
    void aReservedNameInAnyDisguiseIsRefused(@ForAll("disguised") String wanted) {
        assertThat(rule.problem(wanted)).isPresent();
    }

    /** Reserved names with something done to some of their characters, and other texts. */
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> any =
                Arbitraries.strings()
                        .withChars("adminrootguest:. -_0159")
                        .withChars('\u0430', '\u043e', '\u0435', '\u03bf', '\u200b', '\u00a0')
                        .withChars('\u3164', '\uff41', '\u0131', '\u0301', '\u0661', '\u738b')
                        .ofMaxLength(14);
        return Arbitraries.oneOf(any, Arbitraries.strings().ofMaxLength(12), disguised());
    }

    @Provide
    Arbitrary<String> disguised() {
        Arbitrary<List<Integer>> changes = Arbitraries.integers().between(0, 7).list().ofSize(16);
        return Arbitraries.of(UsernameRule.RESERVED_NAMES)
                .flatMap(name -> changes.map(each -> disguise(name, each)));
    }

    private static String disguise(String name, List<Integer> changes) {
        int[] at = {0};
        return name.chars()
                .mapToObj(each -> disguise((char) each, changes.get(at[0]++ % changes.size())))
                .collect(Collectors.joining());
    }

    private static String disguise(char letter, int change) {
        return switch (change) {
            case 0 -> Character.toString(Character.toUpperCase(letter));
            case 1 -> letter + "\u0301";
            case 2 -> Character.toString(letter - 'a' + 0xff41);
            case 3 -> Character.toString(letter - 'a' + 0x1d41a);
            case 4 -> letter + "\u200b";
            case 5 ->
                    switch (letter) {
                        case 'a' -> "\u0430";
                        case 'e' -> "\u0435";
                        case 'o' -> "\u03bf";
                        case 'i' -> "\u0131";
                        default -> Character.toString(letter);
                    };
            case 6 ->
                    switch (letter) {
                        case 'o' -> "0";
                        case 'i', 'l' -> "1";
                        case 'm' -> "rn";
                        default -> Character.toString(letter);
                    };
            default -> Character.toString(letter);
        };
    }
}
