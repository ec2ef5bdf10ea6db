package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.directory.Bookkeeping.NamedAttributes;
import dev.vestibule.provisioning.directory.Bookkeeping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which indexes there are, and whether a link can be given twice. */
record IndexInspection(Inspected directory, Findings findings) {
    /** What every login searches for by an exact value. */
    static final List<String> NEEDED =
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

    void inspect() throws LDAPException {
        Set<String> present = present();
        if (present == null) {
            findings.note(TOPIC, "The indexes cannot be read with this account.", howToLook());
        } else {
            report(needed().stream().filter(name -> !present.contains(lower(name))).toList());
        }
        unique();
    }

    private void report(List<String> missing) {
        if (missing.isEmpty()) {
            findings.fine(TOPIC, "Everything that logins search for has an index.");
        } else {
            findings.warning(
                    TOPIC,
                    "There is no index for equality on " + String.join(", ", missing) + ".",
                    "Add it: without one, every login reads all entries.",
                    Blueprint.indexes(directory.kind(), missing));
        }
    }

    private List<String> needed() {
        return switch (directory.gateway().bookkeeping()) {
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
        List<? extends Entry> rules =
                directory.configuration(
                        "cn=config", Filter.createPresenceFilter(attribute), attribute);
        boolean readable = rules != null || present() != null;
        if (!readable) {
            findings.note(UNIQUE, "Rules of uniqueness cannot be read.", howToLook());
        } else if (rules != null && rules.stream().anyMatch(rule -> protects(rule, attribute))) {
            findings.fine(UNIQUE, "The server refuses a link that another account has.");
        } else {
            findings.warning(
                    UNIQUE,
                    "The server takes the same vestibuleFederatedIdentity on two entries.",
                    "Let it refuse that: the gateway does not need it, and others could.",
                    Blueprint.uniqueness(directory.kind(), directory.gateway()));
        }
    }

    private static boolean protects(Entry rule, String attribute) {
        String[] values = rule.getAttributeValues(attribute);
        return values != null
                && Arrays.stream(values)
                        .anyMatch(value ->
                                lower(value).contains(lower(SchemaNames.FEDERATED_IDENTITY)));
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
