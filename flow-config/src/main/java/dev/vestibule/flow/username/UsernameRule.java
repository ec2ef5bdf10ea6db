package dev.vestibule.flow.username;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Names that applications, directories and mail domains give rights to. */
    public static final List<String> RESERVED =
            List.of(
                    "admin",
                    "administrator",
                    "administrators",
                    "anonymous",
                    "daemon",
                    "guest",
                    "hostmaster",
                    "nobody",
                    "noreply",
                    "operator",
                    "postmaster",
                    "root",
                    "superadmin",
                    "superuser",
                    "support",
                    "sysadmin",
                    "system",
                    "vestibule",
                    "webmaster");

    /** The rule of a configuration that says nothing about names. */
    public static final UsernameRule STANDARD = of(List.of(), Set.of());

    public UsernameRule {
        reserved = Set.copyOf(reserved);
    }

    /**
     * @param more names beside the {@link #RESERVED} ones; one with a number at its end also
     *     reserves the name without it, which would get that number where it is taken
     * @param allowed reserved names that accounts may have
     */
    public static UsernameRule of(Collection<String> more, Set<String> allowed) {
        Set<String> skeletons = new HashSet<>();
        RESERVED.stream()
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
        if (wanted.codePoints().anyMatch(Invisible::is)) {
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
        return Scripts.isOne(name) ? Optional.empty() : Optional.of(UsernameProblem.SCRIPTS);
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
                .filter(character -> !Scripts.needsCompatibilityForms(character))
                .mapToObj(Character::toString)
                .allMatch(each -> Normalizer.isNormalized(each, Normalizer.Form.NFKC));
    }
}
