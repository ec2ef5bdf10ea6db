package dev.vestibule.gateway.identity;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header values of a user, computed once for a session. Characters outside ASCII are sent as
 * UTF-8 (each {@code char} here is one of its bytes), which is what most servers expect; header
 * fields may carry such bytes (RFC 9110, section 5.5, obs-text).
 *
 * <p>What an upstream could misread is never sent: a control character, or white space at an end,
 * which servers cut off. Groups have a form of their own, {@link GroupField}.
 *
 * @param user never empty
 * @param groups in the form of {@link GroupField}, empty when there is none
 * @param acr the level of authentication that the login has reached, null for none
 * @param amr the methods of authentication (RFC 8176), separated by commas, null when none is known
 */
public record IdentityValues(
        String user,
        @Nullable String email,
        @Nullable String name,
        String groups,
        @Nullable String acr,
        @Nullable String amr) {

    /**
     * @throws IllegalArgumentException if the username cannot be sent unchanged
     */
    public static IdentityValues of(SessionIdentity identity) {
        String user = carried(identity.user());
        if (user == null) {
            throw new IllegalArgumentException("a username that no header can carry");
        }
        return new IdentityValues(
                user,
                carried(identity.email()),
                carried(identity.name()),
                utf8(GroupField.of(identity.groups())),
                null,
                null);
    }

    /** The same after a login that has completed these steps. */
    public IdentityValues reaching(String level, Collection<StepFacts> steps) {
        String methods =
                steps.stream()
                        .flatMap(step -> step.amr().stream())
                        .distinct()
                        .sorted()
                        .filter(method -> !ambiguous(method) && method.indexOf(',') < 0)
                        .collect(Collectors.joining(","));
        return new IdentityValues(user, email, name, groups, carried(level), carried(methods));
    }

    /** The same after the login of other values. */
    public IdentityValues with(IdentityValues login) {
        return new IdentityValues(user, email, name, groups, login.acr, login.amr);
    }

    private static @Nullable String carried(@Nullable String text) {
        return text == null || ambiguous(text) ? null : utf8(text);
    }

    private static boolean ambiguous(String text) {
        return text.isEmpty()
                || !text.equals(text.strip())
                || text.chars().anyMatch(Character::isISOControl);
    }

    private static String utf8(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /**
     * Groups as one header field, separated by commas. Of a name that would be misread as it is (a
     * comma ends it, a control character or an outer space is lost in transit), those characters
     * and {@code %} are percent-encoded (RFC 3986, section 2.1). A name that looks percent-encoded
     * has its {@code %} encoded, so that no two names have one form, and decoding each part gives
     * the names.
     *
     * <p>Quotes would not do: a server that splits at each comma would take a part of the name for
     * another group.
     */
    static final class GroupField {
        private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
        private static final HexFormat HEX = HexFormat.of().withUpperCase();

        private GroupField() {}

        /** The field's value; empty when there is no group. */
        static String of(List<String> groups) {
            return groups.stream()
                    .filter(group -> !group.isEmpty())
                    .map(GroupField::member)
                    .collect(Collectors.joining(","));
        }

        private static String member(String group) {
            int[] characters = group.codePoints().toArray();
            boolean plain = !ENCODED.matcher(group).find();
            for (int at = 0; at < characters.length; at++) {
                plain &= !misread(characters, at);
            }
            if (plain) {
                return group;
            }
            StringBuilder encoded = new StringBuilder();
            for (int at = 0; at < characters.length; at++) {
                String character = Character.toString(characters[at]);
                boolean kept = characters[at] != '%' && !misread(characters, at);
                encoded.append(kept ? character : percent(character));
            }
            return encoded.toString();
        }

        private static boolean misread(int[] characters, int at) {
            int character = characters[at];
            boolean outer = at == 0 || at == characters.length - 1;
            return character == ','
                    || Character.isISOControl(character)
                    || (outer
                            && (Character.isWhitespace(character)
                                    || Character.isSpaceChar(character)))
                    || Character.getType(character) == Character.SURROGATE;
        }

        private static String percent(String character) {
            StringBuilder encoded = new StringBuilder();
            for (byte one : character.getBytes(StandardCharsets.UTF_8)) {
                encoded.append('%').append(HEX.toHexDigits(one));
            }
            return encoded.toString();
        }
    }
}
