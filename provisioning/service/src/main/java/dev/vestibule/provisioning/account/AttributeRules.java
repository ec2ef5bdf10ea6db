package dev.vestibule.provisioning.account;

import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.ServerProfile;
import dev.vestibule.provisioning.vocabulary.AttributeNames;
import dev.vestibule.provisioning.vocabulary.ReservedAttributes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What claims may write: nothing that is among {@link ReservedAttributes}. */
final class AttributeRules {
    static final int LONGEST_VALUE = 64 * 1024;
    static final int MOST_VALUES = 1_000;

    /** RFC 4512, section 1.4, {@code keystring}: no options and no numeric identifiers. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    /** Never written from claims, but an account may be found by them. */
    private static final List<String> NAMES_OF_ACCOUNTS =
            List.of("uid", "sAMAccountName", "userPrincipalName");

    /** What would change the kind of an account's entry, or allow any content in it. */
    private static final Set<String> NEVER_A_CLASS =
            Set.of("alias", "extensibleobject", "groupofnames", "referral", "subentry");

    private AttributeRules() {}

    /**
     * The values to write, under the names that a server answers with. Attributes without a value
     * are absent from it: an empty claim never wipes anything.
     */
    static Map<String, List<String>> check(
            Map<String, List<String>> attributes, SchemaEquality equality) throws Refusal {
        Map<String, List<String>> checked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, List<String>> attribute : attributes.entrySet()) {
            String name = allowedName(attribute.getKey());
            var given = attribute.getValue().stream().filter(v -> !v.isBlank()).distinct().toList();
            checkValues(name, given);
            List<String> values = equality.different(name, given);
            if (!values.isEmpty() && checked.put(name, values) != null) {
                throw Refusal.rejected(name, "is mapped twice");
            }
        }
        return checked;
    }

    /** The names that a server answers with. */
    static Set<String> names(Set<String> given) throws Refusal {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : given) {
            names.add(allowedName(name));
        }
        return names;
    }

    /** Object classes beside those that every account has. */
    static List<String> classes(List<String> given) throws Refusal {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : given) {
            if (!NAME.matcher(name).matches()
                    || NEVER_A_CLASS.contains(name.toLowerCase(Locale.ROOT))) {
                throw Refusal.rejected("objectClass", "cannot be what the connection asks for");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /** What accounts may be looked for by: under the names that a server answers with. */
    static ExistingAccounts check(ExistingAccounts existing) throws Refusal {
        List<Match> matches = new ArrayList<>();
        for (Match match : existing.matches()) {
            String attribute = searchableName(match.attribute());
            if (match.value().isBlank()
                    || match.value().length() > ServerProfile.LONGEST_NAME * 4) {
                throw Refusal.rejected(attribute, "is blank or too long to find an account by");
            }
            checkValues(attribute, List.of(match.value()));
            matches.add(new Match(attribute, match.value()));
        }
        return new ExistingAccounts(existing.policy(), matches, existing.verifiedEmail());
    }

    /** A text that becomes part of a DN, such as the name of an account or a group. */
    static void checkName(String attribute, String name, int longest) throws Refusal {
        if (name.isBlank() || name.length() > longest) {
            throw Refusal.rejected(attribute, "is blank or longer than %d".formatted(longest));
        }
        if (name.chars().anyMatch(Character::isISOControl) || !wellFormed(name)) {
            throw Refusal.rejected(attribute, "contains a control character or is not valid text");
        }
    }

    static boolean wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Passwords and memberships identify no account; an account is never found by them. */
    private static String searchableName(String given) throws Refusal {
        String name = canonicalName(given);
        for (String account : NAMES_OF_ACCOUNTS) {
            if (account.equalsIgnoreCase(name)) {
                return account;
            }
        }
        return allowedName(name);
    }

    private static String canonicalName(String given) throws Refusal {
        if (!NAME.matcher(given).matches()) {
            throw new Refusal(new AttributeRejected(given, "not the name of an attribute"));
        }
        return AttributeNames.own(given);
    }

    static String allowedName(String given) throws Refusal {
        String name = canonicalName(given);
        if (ReservedAttributes.contains(name)) {
            throw Refusal.rejected(name, "is never written from claims");
        }
        return name;
    }

    private static void checkValues(String name, List<String> values) throws Refusal {
        if (values.size() > MOST_VALUES) {
            throw Refusal.rejected(name, "has more than %d values".formatted(MOST_VALUES));
        }
        for (String value : values) {
            if (value.indexOf('\0') >= 0 || !wellFormed(value)) {
                throw Refusal.rejected(name, "contains a NUL or is not valid text");
            }
            if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE) {
                throw Refusal.rejected(
                        name, "has a value of more than %d bytes".formatted(LONGEST_VALUE));
            }
        }
    }
}
