package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** Which indexes there are, and whether a link can be given twice. */
record IndexInspection(TargetServer directory, Findings findings) {
    private static final String TOPIC = "index";
    private static final String UNIQUE = "unique";
    private static final String ENABLED = "nsslapd-pluginEnabled";

    void inspect() throws LDAPException {
        List<String> missing = missing();
        if (missing == null) {
            findings.note(TOPIC, "The indexes cannot be read with this account.", howToLook());
        } else {
            report(missing);
        }
        unique(missing != null);
    }

    private void report(List<String> missing) throws LDAPException {
        if (missing.isEmpty()) {
            findings.fine(TOPIC, "Every attribute that logins search for has an index.");
        } else {
            findings.warning(
                    TOPIC,
                    "There is no index for equality on " + String.join(", ", missing) + ".",
                    "Add it: without one, every login reads all entries.",
                    directory.blueprint().indexes(missing));
        }
    }

    /** Those without an index; null where they cannot be read. */
    private @Nullable List<String> missing() throws LDAPException {
        LdifTemplates blueprint = directory.blueprint();
        List<String> needed = blueprint.neededIndexes();
        return switch (directory.kind()) {
            case OPENLDAP ->
                    blueprint.slapd().seen() ? blueprint.openLdap().withoutIndex(needed) : null;
            case DS_389 -> {
                List<String> present = ds389();
                yield present.isEmpty()
                        ? null
                        : needed.stream().filter(name -> !present.contains(lower(name))).toList();
            }
            case ACTIVE_DIRECTORY, OTHER -> null;
        };
    }

    private List<String> ds389() throws LDAPException {
        return directory
                .configuration(
                        "cn=ldbm database,cn=plugins,cn=config",
                        Filter.and(
                                Filter.equals("objectClass", "nsIndex"),
                                Filter.equals("nsIndexType", "eq")),
                        "cn")
                .stream()
                .map(index -> lower(String.valueOf(index.getAttributeValue("cn"))))
                .toList();
    }

    private void unique(boolean seen) throws LDAPException {
        String attribute =
                directory.kind() == ServerKind.OPENLDAP
                        ? "olcUniqueURI"
                        : "uniqueness-attribute-name";
        String link = lower(directory.blueprint().link());
        List<Entry> rules =
                directory.configuration("cn=config", Filter.present(attribute), attribute, ENABLED);
        if (rules.isEmpty() && !seen) {
            findings.note(UNIQUE, "Rules of uniqueness cannot be read.", howToLook());
        } else if (rules.stream().anyMatch(rule -> names(rule, attribute, link))) {
            findings.fine(UNIQUE, "The server refuses a link that another account has.");
        } else {
            findings.warning(
                    UNIQUE,
                    "The server accepts the same %s on two entries."
                            .formatted(directory.blueprint().link()),
                    "Configure it to refuse this: other programs could write it.",
                    directory.blueprint().uniqueness());
        }
    }

    /** 389 Directory Server comes with a rule that is switched off. */
    private static boolean names(Entry rule, String attribute, String link) {
        return !"off".equalsIgnoreCase(rule.getAttributeValue(ENABLED))
                && SlapdConfiguration.values(rule, attribute).stream()
                        .anyMatch(value -> lower(value).contains(link));
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
