package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.directory.Bookkeeping.NamedAttributes;
import dev.vestibule.provisioning.directory.Bookkeeping.OwnSchema;
import dev.vestibule.provisioning.directory.DirectoryConfig;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which indexes there are, and whether a link can be given twice. */
record IndexInspection(Inspected directory, Findings findings) {
    /** What every login searches for by an exact value. */
    private static final List<String> NEEDED =
            List.of(
                    "objectClass",
                    "uid",
                    "member",
                    SchemaNames.FEDERATED_IDENTITY,
                    SchemaNames.GRANTED_GROUP,
                    SchemaNames.GROUP,
                    SchemaNames.PROVISIONED_BY);

    private static final String TOPIC = "index";
    private static final String UNIQUE = "unique";
    private static final String ENABLED = "nsslapd-pluginEnabled";

    void inspect() throws LDAPException {
        Set<String> present = present();
        if (present == null) {
            findings.note(TOPIC, "The indexes cannot be read with this account.", howToLook());
        } else {
            report(
                    needed(directory.gateway()).stream()
                            .filter(name -> !present.contains(lower(name)))
                            .toList());
        }
        unique();
    }

    private void report(List<String> missing) throws LDAPException {
        if (missing.isEmpty()) {
            findings.fine(TOPIC, "Everything that logins search for has an index.");
        } else {
            findings.warning(
                    TOPIC,
                    "There is no index for equality on " + String.join(", ", missing) + ".",
                    "Add it: without one, every login reads all entries.",
                    directory.blueprint().indexes(missing));
        }
    }

    static List<String> needed(DirectoryConfig gateway) {
        return switch (gateway.bookkeeping()) {
            case OwnSchema() -> NEEDED;
            case NamedAttributes named -> List.of("objectClass", "uid", "member", named.link());
        };
    }

    /** Names in small letters; null where they cannot be read. */
    private @Nullable Set<String> present() throws LDAPException {
        return switch (directory.kind()) {
            case OPENLDAP -> openLdap();
            case DS_389 -> ds389();
            case ACTIVE_DIRECTORY, OTHER -> null;
        };
    }

    private @Nullable Set<String> openLdap() throws LDAPException {
        List<? extends Entry> databases =
                directory.configuration(
                        "cn=config",
                        Filter.createEqualityFilter("olcSuffix", directory.gateway().base()),
                        "olcDbIndex");
        if (databases == null) {
            return null;
        }
        Set<String> names = new TreeSet<>();
        for (Entry database : databases) {
            String[] lines = database.getAttributeValues("olcDbIndex");
            for (String line : lines == null ? new String[0] : lines) {
                String[] parts = line.split(" ", 2);
                if (parts.length == 1 || parts[1].contains("eq")) {
                    names.addAll(List.of(lower(parts[0]).split(",")));
                }
            }
        }
        return names;
    }

    private @Nullable Set<String> ds389() throws LDAPException {
        List<? extends Entry> indexes =
                directory.configuration(
                        "cn=ldbm database,cn=plugins,cn=config",
                        Filter.createANDFilter(
                                Filter.createEqualityFilter("objectClass", "nsIndex"),
                                Filter.createEqualityFilter("nsIndexType", "eq")),
                        "cn");
        if (indexes == null) {
            return null;
        }
        Set<String> names = new TreeSet<>();
        indexes.forEach(index -> names.add(lower(String.valueOf(index.getAttributeValue("cn")))));
        return names;
    }

    private void unique() throws LDAPException {
        String attribute =
                directory.kind() == ServerKind.OPENLDAP
                        ? "olcUniqueURI"
                        : "uniqueness-attribute-name";
        String link = lower(directory.blueprint().link());
        List<? extends Entry> rules =
                directory.configuration(
                        "cn=config", Filter.createPresenceFilter(attribute), attribute, ENABLED);
        boolean readable = rules != null || present() != null;
        if (!readable) {
            findings.note(UNIQUE, "Rules of uniqueness cannot be read.", howToLook());
        } else if (rules != null && rules.stream().anyMatch(rule -> names(rule, attribute, link))) {
            findings.fine(UNIQUE, "The server refuses a link that another account has.");
        } else {
            findings.warning(
                    UNIQUE,
                    "The server takes the same %s on two entries."
                            .formatted(directory.blueprint().link()),
                    "Let it refuse that: the gateway does not need it, and others could.",
                    directory.blueprint().uniqueness());
        }
    }

    /** 389 Directory Server comes with a rule that is switched off. */
    private static boolean names(Entry rule, String attribute, String link) {
        String[] values = rule.getAttributeValues(attribute);
        return values != null
                && !"off".equalsIgnoreCase(rule.getAttributeValue(ENABLED))
                && Arrays.stream(values).anyMatch(value -> lower(value).contains(link));
    }

    private String howToLook() {
        return switch (directory.kind()) {
            case OPENLDAP ->
                    "On the server: slapcat -n 0 | grep -E 'olcDbIndex|olcUniqueURI'; or name an"
                            + " account that reads cn=config with --bind-dn.";
            case DS_389 -> "Name an account that reads cn=config with --bind-dn.";
            case ACTIVE_DIRECTORY, OTHER -> "Ask the server's administrator.";
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
