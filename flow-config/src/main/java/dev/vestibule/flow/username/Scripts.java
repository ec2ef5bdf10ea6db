package dev.vestibule.flow.username;

import dev.vestibule.flow.schema.Types;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which scripts may be combined in one name (Unicode Technical Standard 39, section 5.2). */
final class Scripts {
    /** In everyday use (Unicode Standard Annex 31, table 5). */
    private static final Set<UnicodeScript> RECOMMENDED =
            Types.wordsOf(
                            """
                            ARABIC ARMENIAN BENGALI BOPOMOFO CYRILLIC DEVANAGARI ETHIOPIC GEORGIAN
                            GREEK GUJARATI GURMUKHI HAN HANGUL HEBREW HIRAGANA KANNADA KATAKANA
                            KHMER LAO LATIN MALAYALAM MYANMAR ORIYA SINHALA TAMIL TELUGU THAANA
                            THAI TIBETAN
                            """)
                    .stream()
                    .map(UnicodeScript::valueOf)
                    .collect(Collectors.toUnmodifiableSet());

    /** Scripts that one language writes together, and Latin beside them. */
    private static final List<Set<UnicodeScript>> TOGETHER =
            List.of(
                    Set.of(
                            UnicodeScript.LATIN,
                            UnicodeScript.HAN,
                            UnicodeScript.HIRAGANA,
                            UnicodeScript.KATAKANA),
                    Set.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
                    Set.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private Scripts() {}

    /** Whether the name is of one script, and its digits are of one system. */
    static boolean isOne(String name) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        name.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        boolean together =
                scripts.size() <= 1 || TOGETHER.stream().anyMatch(set -> set.containsAll(scripts));
        return together && RECOMMENDED.containsAll(scripts) && digitSystems(name) <= 1;
    }

    /** Letters such as U+0E33, which names in these scripts cannot do without. */
    static boolean needsCompatibilityForms(int character) {
        return switch (UnicodeScript.of(character)) {
            case LAO, THAI, TIBETAN -> true;
            default -> false;
        };
    }

    private static long digitSystems(String name) {
        return name.codePoints()
                .filter(Character::isDigit)
                .map(digit -> digit - Character.digit(digit, 10))
                .distinct()
                .count();
    }
}
