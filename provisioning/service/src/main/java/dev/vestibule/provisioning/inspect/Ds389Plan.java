package dev.vestibule.provisioning.inspect;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a 389 Directory Server is given: its {@code cn=config}, and its access rules.
 *
 * @param database DN of the database of the base
 */
record Ds389Plan(DirectoryConfig gateway, String database) {
    /**
     * The rights of the gateway's account: it adds accounts and changes their entries, reads
     * whether they are locked, and sets passwords without reading any. One record for each rule, so
     * that existing rules do not prevent the others.
     *
     * <p>One a line: the target below the base, the condition on attributes from its operator on,
     * what it is for, and the rights. A flag that is absent may be set to TRUE; only an
     * administrator changes one that is there.
     */
    private static final String RULES =
            """
            <people>;= "objectClass || ou";finds people;read, search, compare
            uid=*,<people>;!= "<flag>userPassword || aci";keeps accounts;read, search, compare, write, add
            uid=*,<people>;= "userPassword";sets passwords;write
            uid=*,<people>;= "<flag>nsAccountLock";obeys locks;read, search, compare
            uid=*,<people>;= "vestibuleDisabled")(targattrfilters = "add=vestibuleDisabled:(vestibuleDisabled=TRUE)";disables leavers;write
            <groups>;= "objectClass || ou";finds groups;read, search, compare
            cn=*,<groups>;= "objectClass || cn || description || member || memberURL || nsUniqueId";grants memberships;read, search, compare, add
            cn=*,<groups>;= "member";withdraws memberships;write
            """;

    /**
     * Only shown: it shuts out each gateway that it does not name, and what other accounts the
     * gateways of an organisation bind with is not known here.
     */
    private static final String SECRETS =
            """
            # A rule of yours that allows every attribute allows the secrets of factors too. This one
            # denies them to all but the gateway. It is not applied by init: if several gateways use
            # this directory with accounts of their own, name each: "ldap:///A || ldap:///B".
            # dn: <base>
            # changetype: modify
            # add: aci
            # aci: (targetattr = "vestibulePasskey || vestibuleRecoveryCode || vestibuleTotpSecret")(version 3.0; acl "the gateway alone reads secrets of factors"; deny (read, search, compare) userdn != "ldap:///<gateway>";)
            """;

    /** Users set their own password, so that the policy takes it for theirs. */
    private static final String OWN_PASSWORD =
            """
            dn: <people>,<base>
            changetype: modify
            add: aci
            aci: (target = "ldap:///uid=*,<people>,<base>")(targetattr = "userPassword")(version 3.0; acl "users set their own password"; allow (write) userdn = "ldap:///self";)
            """;

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

    /** The rights of the gateway's account. */
    String rights() {
        boolean own = gateway.kind().metadata() instanceof OwnSchema;
        String flag = own ? "vestibuleDisabled || " : "";
        Stream<String> rules =
                RULES.lines()
                        .filter(rule -> own || !rule.contains("disables leavers"))
                        .map(rule -> rule.replace("<flag>", flag).split(";"))
                        .map(this::record);
        return (own ? secrets() : "")
                + Stream.concat(rules, Stream.of(filledIn(OWN_PASSWORD)))
                        .collect(Collectors.joining("\n"));
    }

    private String secrets() {
        return filledIn(SECRETS).replace("<gateway>", gateway.login().dn());
    }

    private String filledIn(String text) {
        return text.replace("<people>", gateway.containers().people())
                .replace("<groups>", gateway.containers().groups())
                .replace("<base>", gateway.containers().base());
    }

    private String record(String... rule) {
        String target = filledIn(rule[0] + ",<base>");
        return """
        dn: %s
        changetype: modify
        add: aci
        aci: (target = "ldap:///%s")(targetattr %s)(version 3.0; acl "the gateway %s"; allow (%s) userdn = "ldap:///%s";)
        """
                .formatted(
                        target.replaceFirst("^(uid|cn)=\\*,", ""),
                        target,
                        rule[1],
                        rule[2],
                        rule[3],
                        gateway.login().dn());
    }
}
