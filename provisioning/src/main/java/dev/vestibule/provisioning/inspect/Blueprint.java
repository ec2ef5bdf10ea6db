package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;

import dev.vestibule.ldap.BaseTree;
import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;
import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.directory.DirectoryConfig;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The LDIF that gives a server what the gateway needs; empty where LDIF cannot. */
final class Blueprint {
    private static final String DS_INDEXES =
            "cn=index,cn=userroot,cn=ldbm database,cn=plugins,cn=config";

    private Blueprint() {}

    static String schema(ServerKind kind, List<OurSchema> missing) {
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

    static String tree(DirectoryConfig gateway) {
        return BaseTree.of(gateway.base(), gateway.people(), gateway.groups()).toLdif();
    }

    /** The part of the tree that is this entry. */
    static String entry(DN dn, DirectoryConfig gateway) {
        String start = "dn: " + dn + "\n";
        for (String entry : tree(gateway).split("\n\n")) {
            if (entry.startsWith(start)) {
                return entry.strip() + "\n";
            }
        }
        return "";
    }

    /** Without its password, which is set afterwards. */
    static String account(DirectoryConfig gateway) {
        String dn = gateway.bindDn();
        String name = dn.replaceFirst("^[^=]+=([^,]+),.*$", "$1");
        return """
        dn: %s
        objectClass: applicationProcess
        objectClass: simpleSecurityObject
        cn: %s
        description: The identity gateway; the one member of a group that has no other
        userPassword: {the password of directory.bind}
        """
                .formatted(dn, name);
    }

    static String indexes(ServerKind kind, List<String> attributes) {
        return switch (kind) {
            case OPENLDAP ->
                    attributes.stream()
                            .map("olcDbIndex: %s eq\n"::formatted)
                            .collect(
                                    Collectors.joining(
                                            "",
                                            "# The database may have another number.\n"
                                                    + "dn: olcDatabase={1}mdb,cn=config\n"
                                                    + "changetype: modify\nadd: olcDbIndex\n",
                                            ""));
            case DS_389 ->
                    attributes.stream().map(Blueprint::dsIndex).collect(Collectors.joining("\n"));
            case ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    private static String dsIndex(String attribute) {
        return """
        dn: cn=%1$s,%2$s
        objectClass: top
        objectClass: nsIndex
        cn: %1$s
        nsSystemIndex: false
        nsIndexType: eq
        """
                .formatted(attribute, DS_INDEXES);
    }

    static String uniqueness(ServerKind kind, DirectoryConfig gateway) {
        return switch (kind) {
            case OPENLDAP ->
                    """
                    # Needs the module unique; the database may have another number.
                    dn: olcOverlay=unique,olcDatabase={1}mdb,cn=config
                    objectClass: olcOverlayConfig
                    objectClass: olcUniqueConfig
                    olcOverlay: unique
                    olcUniqueURI: serialize ldap:///?%s?sub
                    """
                            .formatted(SchemaNames.FEDERATED_IDENTITY);
            case DS_389 ->
                    """
                    # In force after a restart, or at once with nsslapd-dynamic-plugins: on
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
                            .formatted(SchemaNames.FEDERATED_IDENTITY, gateway.base());
            case ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    static String rights(ServerKind kind, DirectoryConfig gateway) {
        return switch (kind) {
            case DS_389 ->
                    right(
                                    gateway,
                                    gateway.people(),
                                    "targetattr != \"" + SchemaNames.DISABLED + "\"")
                            + "\n"
                            + right(gateway, gateway.groups(), "targetattr = \"*\"");
            case OPENLDAP, ACTIVE_DIRECTORY, OTHER -> "";
        };
    }

    private static String right(DirectoryConfig gateway, String container, String target) {
        return """
        dn: %s,%s
        changetype: modify
        add: aci
        aci: (%s)(version 3.0; acl "Vestibule writes here"; allow (read, search, compare, add, write) userdn = "ldap:///%s";)
        """
                .formatted(container, gateway.base(), target, gateway.bindDn());
    }
}
