package dev.vestibule.flow.username;

import dev.vestibule.flow.schema.Types;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which names a new account may have, and a user without an account. One rule for names that claims
 * give and for names that users type. An existing account keeps its name.
 *
 * <p>Follows Unicode Technical Standard 39 where a name of one directory can be mistaken for
 * another: no invisible characters, no compatibility forms, one script (section 5.2, "highly
 * restrictive"), and reserved names also in forms that look like them (section 4).
 *
 * @param reserved skeletons of the reserved names
 */
public record UsernameRule(Set<String> reserved) {
    /** A name with a number, as one gets it that is taken. */
    private static final Pattern NUMBERED = Pattern.compile("(.*[^0-9])([2-9]|[1-9][0-9]{1,4})");

    /**
     * A character without a shape: {@code Default_Ignorable_Code_Point} of the Unicode Character
     * Database (DerivedCoreProperties, Unicode 16), other format characters, and two that have a
     * blank glyph. The JDK has no test for the property.
     */
    private static final Pattern INVISIBLE =
            Pattern.compile(
                    "[\\p{Cf}\\x{00AD}\\x{034F}\\x{061C}\\x{115F}-\\x{1160}"
                            + "\\x{17B4}-\\x{17B5}\\x{180B}-\\x{180F}\\x{200B}-\\x{200F}"
                            + "\\x{2028}-\\x{202E}\\x{2060}-\\x{206F}\\x{2800}\\x{3164}"
                            + "\\x{FE00}-\\x{FE0F}\\x{FEFF}\\x{FFA0}\\x{FFF0}-\\x{FFF8}"
                            + "\\x{1BCA0}-\\x{1BCA3}\\x{1D159}\\x{1D173}-\\x{1D17A}"
                            + "\\x{E0000}-\\x{E0FFF}]");

    /** Scripts in everyday use (Unicode Standard Annex 31, table 5). */
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

    /** Names that applications, directories and mail domains give rights to. */
    static final String RESERVED =
            """
            admin, administrator, administrators, anonymous, daemon, guest, hostmaster, nobody,
            noreply, operator, postmaster, root, superadmin, superuser, support, sysadmin, system,
            vestibule, webmaster\
            """;

    static final Set<String> RESERVED_NAMES = Types.wordsOf(RESERVED);

    /** The rule of a configuration that says nothing about names. */
    public static final UsernameRule STANDARD = of(List.of(), Set.of());

    public UsernameRule {
        reserved = Set.copyOf(reserved);
    }

    /**
     * @param more names beside the {@link #RESERVED_NAMES} ones; one with a number at its end also
     *     reserves the name without it, which would get that number where it is taken
     * @param allowed reserved names that accounts may have
     */
    public static UsernameRule of(Collection<String> more, Set<String> allowed) {
        Set<String> skeletons = new HashSet<>();
        RESERVED_NAMES.stream()
                .filter(name -> !allowed.contains(name))
                .map(LookAlikes::skeleton)
                .forEach(skeletons::add);
        for (String name : more) {
            skeletons.add(LookAlikes.skeleton(name));
            Matcher numbered = NUMBERED.matcher(name.strip().toLowerCase(Locale.ROOT));
            if (numbered.matches()) {
                skeletons.add(LookAlikes.skeleton(numbered.group(1)));
            }
        }
        return new UsernameRule(skeletons);
    }

    /** Why this name is refused; empty if it is allowed. */
    public Optional<UsernameProblem> problem(String wanted) {
        if (INVISIBLE.matcher(wanted).find()) {
            return Optional.of(UsernameProblem.INVISIBLE);
        }
        Optional<String> name = Username.of(wanted);
        if (name.isEmpty()) {
            return Optional.of(UsernameProblem.UNUSABLE);
        }
        if (hasOddSpace(wanted)) {
            return Optional.of(UsernameProblem.SPACE);
        }
        return problemOf(name.get());
    }

    private Optional<UsernameProblem> problemOf(String name) {
        if (LookAlikes.hasColon(name)) {
            return Optional.of(UsernameProblem.COLON);
        }
        if (reserved.contains(LookAlikes.skeleton(name))) {
            return Optional.of(UsernameProblem.RESERVED);
        }
        if (!isOrdinary(name)) {
            return Optional.of(UsernameProblem.OTHER_FORM);
        }
        return isOneScript(name) ? Optional.empty() : Optional.of(UsernameProblem.SCRIPTS);
    }

    private static boolean hasOddSpace(String text) {
        return isSpace(text.codePointAt(0))
                || isSpace(text.codePointBefore(text.length()))
                || text.codePoints().anyMatch(each -> each != ' ' && isSpace(each));
    }

    private static boolean isSpace(int character) {
        return Character.isSpaceChar(character) || Character.isWhitespace(character);
    }

    /** Some scripts write letters that Unicode keeps as compatibility forms of two others. */
    private static boolean isOrdinary(String name) {
        return name.codePoints()
                .filter(character -> !needsCompatibilityForms(character))
                .mapToObj(Character::toString)
                .allMatch(each -> Normalizer.isNormalized(each, Normalizer.Form.NFKC));
    }

    /** Whether the name is of one script, and its digits are of one system. */
    private static boolean isOneScript(String name) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        name.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        boolean together =
                scripts.size() <= 1 || TOGETHER.stream().anyMatch(set -> set.containsAll(scripts));
        return together && RECOMMENDED.containsAll(scripts) && digitSystems(name) <= 1;
    }

    /** Letters such as U+0E33, which names in these scripts cannot do without. */
    private static boolean needsCompatibilityForms(int character) {
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
