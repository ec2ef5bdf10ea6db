package dev.vestibule.provisioning.vocabulary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * What the entry of an account has in a kind of directory, beside the gateway's own records. What
 * is written and what a simulation shows use the same rules. Maps of attributes ignore the case of
 * names.
 *
 * @param naming attribute that names the entry
 * @param username attribute that has the username
 * @param classes object classes, without the gateway's own
 */
public record PersonEntry(String naming, String username, List<String> classes) {
    private static final String UID = "uid";
    private static final String COMMON_NAME = "cn";
    private static final String DISPLAY_NAME = "displayName";

    /** {@code userAccountControl} of an account that is not disabled ([MS-ADTS] 2.2.16). */
    private static final int NORMAL_ACCOUNT = 512;

    private static final PersonEntry STANDARD =
            new PersonEntry(UID, UID, List.of("top", "inetOrgPerson"));
    private static final PersonEntry ACTIVE_DIRECTORY =
            new PersonEntry(
                    COMMON_NAME,
                    "sAMAccountName",
                    List.of("top", "person", "organizationalPerson", "user"));

    /** Of a directory of this type. */
    public static PersonEntry of(DirectoryType type) {
        return switch (type) {
            case OPENLDAP, DS_389, EMBEDDED -> STANDARD;
            case ACTIVE_DIRECTORY -> ACTIVE_DIRECTORY;
        };
    }

    /** The name of the entry in its container (RFC 4514). */
    public String rdn(String name) {
        return naming + "=" + Rdn.escapeValue(name);
    }

    /** Whether {@code cn} is the username, so that the display name has the user's name. */
    public boolean isNamedByCommonName() {
        return naming.equals(COMMON_NAME);
    }

    /** Whether the value for {@code cn} becomes the display name. */
    public boolean movesCommonName(Map<String, List<String>> attributes) {
        return isNamedByCommonName()
                && attributes.containsKey(COMMON_NAME)
                && !attributes.containsKey(DISPLAY_NAME);
    }

    /** The values under the attributes that an entry of this kind has for them. */
    public Map<String, List<String>> placed(Map<String, List<String>> attributes) {
        Map<String, List<String>> placed = ignoringCase(attributes);
        List<String> name = isNamedByCommonName() ? placed.remove(COMMON_NAME) : null;
        if (name != null) {
            placed.putIfAbsent(DISPLAY_NAME, name);
        }
        return placed;
    }

    /** What a login writes of these values: with {@code cn} where it follows from the others. */
    public Map<String, List<String>> written(Map<String, List<String>> attributes) {
        return placed(CommonName.added(ignoringCase(attributes)));
    }

    /** What {@code inetOrgPerson} demands of an entry of which only the username is known. */
    public Map<String, List<String>> demanded(String name) {
        Map<String, List<String>> demanded = ignoringCase(Map.of("sn", List.of("-")));
        if (!isNamedByCommonName()) {
            demanded.put(COMMON_NAME, List.of(name));
        }
        return demanded;
    }

    /**
     * What Active Directory demands beside the password. It disables an account that has none.
     *
     * @param base DN of the entry above all others
     */
    public Map<String, String> enabled(String name, String base) {
        return isNamedByCommonName()
                ? Map.of(
                        "userPrincipalName",
                        name + "@" + domain(base),
                        "userAccountControl",
                        Integer.toString(NORMAL_ACCOUNT))
                : Map.of();
    }

    /** What the {@code dc} parts of the DN spell, as in {@code example.org}. */
    private static String domain(String base) {
        try {
            return new LdapName(base)
                    .getRdns().reversed().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("dc"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .collect(Collectors.joining("."));
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException("The configuration has checked its DNs.", e);
        }
    }

    /** The names that the directory has for these attributes, in their order. */
    public Map<String, List<String>> stored(Map<String, List<String>> attributes) {
        Map<String, List<String>> stored = new LinkedHashMap<>();
        attributes.forEach(
                (name, values) -> stored.put(name.equalsIgnoreCase(UID) ? username : name, values));
        return stored;
    }

    private static Map<String, List<String>> ignoringCase(Map<String, List<String>> attributes) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(attributes);
        return copy;
    }
}
