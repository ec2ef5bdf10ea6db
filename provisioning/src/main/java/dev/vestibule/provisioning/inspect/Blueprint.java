package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;

import dev.vestibule.ldap.BaseTree;
import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;
import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.directory.Bookkeeping.NamedAttributes;
import dev.vestibule.provisioning.directory.Bookkeeping.OwnSchema;
import dev.vestibule.provisioning.directory.DirectoryConfig;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The LDIF that gives a server what the gateway needs; empty where LDIF cannot.
 *
 * @param database the server's own entry for the database of the base
 */
record Blueprint(ServerKind kind, DirectoryConfig gateway, String database) {
    /** Stands for the password of the gateway's account wherever LDIF is shown. */
    static final String PASSWORD = "{the password of directory.bind}";

    /** Of a server that was not asked. */
    static Blueprint unseen(ServerKind kind, DirectoryConfig gateway) {
        return new Blueprint(kind, gateway, kind.usualDatabase());
    }

    String schema(List<OurSchema> missing) {
        boolean all = missing.size() == OurSchema.definitions().size();
        return switch (kind) {
            case OPENLDAP ->
                    all
                            ? SchemaLdif.forServer(SchemaForm.OPENLDAP_CONFIG)
                            : "# The entry has a number in front of its name: cn={4}vestibule, say.\n"
                                    + additions("cn=vestibule,cn=schema,cn=config", "olc", missing);
            case DS_389, OTHER -> additions("cn=schema", "", missing);
            case ACTIVE_DIRECTORY -> "";
        };
    }

    /** One record for each, so that those that are there already do not keep the others out. */
    private static String additions(String dn, String prefix, List<OurSchema> missing) {
        return missing.stream()
                .map(definition -> addition(dn, prefix, definition))
                .collect(Collectors.joining("\n"));
    }

    private static String addition(String dn, String prefix, OurSchema definition) {
        String attribute = attribute(prefix, definition.kind());
        // A class that is extended replaces the one of before; the server knows it by its number.
        return """
        dn: %s
        changetype: modify
        add: %s
        %s: %s
        """
                .formatted(dn, attribute, attribute, definition.text());
    }

    private static String attribute(String prefix, String kind) {
        return prefix.isEmpty()
                ? kind
                : prefix + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    }

    String tree() {
        return BaseTree.of(gateway.base(), gateway.people(), gateway.groups()).toLdif();
    }

    /** The part of the tree that is this entry. */
    String entry(DN dn) {
        String start = "dn: " + dn + "\n";
        for (String entry : tree().split("\n\n")) {
            if (entry.startsWith(start)) {
                return entry.strip() + "\n";
            }
        }
        return "";
    }

    /** Its password is not shown. */
    String account() {
        String dn = gateway.bindDn();
        String name = dn.replaceFirst("^[^=]+=([^,]+),.*$", "$1");
        return switch (kind) {
            case ACTIVE_DIRECTORY ->
                    """
                    # Written in quotes and UTF-16. The account's password does not expire.
                    dn: %1$s
                    objectClass: user
                    cn: %2$s
                    sAMAccountName: %2$s
                    userAccountControl: 66048
                    unicodePwd: %3$s
                    """
                            .formatted(dn, name, PASSWORD);
            case OPENLDAP, DS_389, OTHER ->
                    """
                    dn: %1$s
                    objectClass: applicationProcess
                    objectClass: simpleSecurityObject
                    cn: %2$s
                    description: The identity gateway; the one member of a group that has no other
                    userPassword: %3$s
                    """
                            .formatted(dn, name, PASSWORD);
        };
    }

    String indexes(List<String> attributes) {
        return switch (kind) {
            case OPENLDAP ->
                    attributes.stream()
                            .map("olcDbIndex: %s eq\n"::formatted)
                            .collect(
                                    Collectors.joining(
                                            "",
                                            "# The database may have another number.\n"
                                                    + "dn: "
                                                    + database
                                                    + "\nchangetype: modify\nadd: olcDbIndex\n",
                                            ""));
            case DS_389 ->
                    "# Over entries that are there it counts for nothing until it is built:\n"
                            + "# dsconf INSTANCE backend index reindex userroot\n"
                            + attributes.stream()
                                    .map(this::dsIndex)
                                    .collect(Collectors.joining("\n"));
            case ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    private String dsIndex(String attribute) {
        return """
        dn: cn=%1$s,cn=index,%2$s
        objectClass: top
        objectClass: nsIndex
        cn: %1$s
        nsSystemIndex: false
        nsIndexType: eq
        """
                .formatted(attribute, database);
    }

    String uniqueness() {
        return switch (kind) {
            case OPENLDAP -> uniqueOverlay();
            case DS_389 -> uniquePlugin();
            case ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    private String uniqueOverlay() {
        return """
        # Needs the module unique; the database may have another number.
        dn: olcOverlay=unique,%s
        objectClass: olcOverlayConfig
        objectClass: olcUniqueConfig
        olcOverlay: unique
        olcUniqueURI: serialize ldap:///?%s?sub
        """
                .formatted(database, link());
    }

    private String uniquePlugin() {
        return """
        # A plug-in that is added works from then on, not only after a restart.
        dn: cn=config
        changetype: modify
        replace: nsslapd-dynamic-plugins
        nsslapd-dynamic-plugins: on

        dn: cn=%1$s uniqueness,cn=plugins,cn=config
        objectClass: top
        objectClass: nsSlapdPlugin
        objectClass: extensibleObject
        cn: %1$s uniqueness
        nsslapd-pluginPath: libattr-unique-plugin
        nsslapd-pluginInitfunc: NSUniqueAttr_Init
        nsslapd-pluginType: betxnpreoperation
        nsslapd-pluginEnabled: on
        uniqueness-attribute-name: %1$s
        uniqueness-subtrees: %2$s
        uniqueness-across-all-subtrees: on
        nsslapd-plugin-depends-on-type: database
        nsslapd-pluginId: NSUniqueAttr
        nsslapd-pluginVersion: none
        nsslapd-pluginVendor: none
        nsslapd-pluginDescription: none
        """
                .formatted(link(), gateway.base());
    }

    /** A deleted person leaves the groups too, so that nobody inherits memberships with a name. */
    String departures() {
        return switch (kind) {
            case DS_389 ->
                    """
                    dn: cn=referential integrity postoperation,cn=plugins,cn=config
                    changetype: modify
                    replace: nsslapd-pluginEnabled
                    nsslapd-pluginEnabled: on
                    """;
            case OPENLDAP, ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    String rights() {
        return switch (kind) {
            case DS_389 -> new Ds389Rights(gateway).ldif();
            case OPENLDAP, ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    /** The directory's name for the attribute that an account is found by. */
    String link() {
        return switch (gateway.bookkeeping()) {
            case OwnSchema() -> SchemaNames.FEDERATED_IDENTITY;
            case NamedAttributes named -> named.link();
        };
    }
}
