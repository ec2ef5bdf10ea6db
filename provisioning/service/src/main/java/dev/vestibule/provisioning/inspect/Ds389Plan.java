package dev.vestibule.provisioning.inspect;

import dev.vestibule.provisioning.ldap.DirectoryConfig;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code cn=config} of a 389 Directory Server is given.
 *
 * @param database DN of the database of the base
 */
record Ds389Plan(DirectoryConfig gateway, String database) {
    /**
     * A deleted account leaves its groups too, so that a new account with the name does not inherit
     * memberships.
     */
    static final String DEPARTURES =
            """
            dn: cn=referential integrity postoperation,cn=plugins,cn=config
            changetype: modify
            replace: nsslapd-pluginEnabled
            nsslapd-pluginEnabled: on
            """;

    String indexes(List<String> attributes) {
        return "# It has no effect on existing entries until it is built:\n# dsconf INSTANCE"
                + " backend index reindex userroot\n"
                + attributes.stream().map(this::index).collect(Collectors.joining("\n"));
    }

    private String index(String attribute) {
        return """
        dn: cn=%1$s,cn=index,%2$s
        changetype: add
        objectClass: top
        objectClass: nsIndex
        cn: %1$s
        nsSystemIndex: false
        nsIndexType: eq
        """
                .formatted(attribute, database);
    }

    String uniqueness(String link) {
        return """
        # A plug-in that is added works from then on, not only after a restart.
        dn: cn=config
        changetype: modify
        replace: nsslapd-dynamic-plugins
        nsslapd-dynamic-plugins: on

        dn: cn=%1$s uniqueness,cn=plugins,cn=config
        changetype: add
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
                .formatted(link, gateway.containers().base());
    }
}
