package dev.vestibule.provisioning.inspect;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rights of the gateway's account as access rules of 389 Directory Server: it adds accounts and
 * changes their entries, reads whether they are locked, and sets passwords without reading any. It
 * alone reads secrets of factors. One record for each rule, so that existing rules do not prevent
 * the others.
 */
record Ds389Rights(DirectoryConfig gateway) {
    /**
     * One a line: the target below the base, the condition on attributes from its operator on, what
     * it is for, and the rights. A flag that is absent may be set to TRUE; only an administrator
     * changes one that is there.
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

    /** Users set their own password, so that the policy takes it for theirs. */
    private static final String OWN_PASSWORD =
            """
            dn: <people>,<base>
            changetype: modify
            add: aci
            aci: (target = "ldap:///uid=*,<people>,<base>")(targetattr = "userPassword")(version 3.0; acl "users set their own password"; allow (write) userdn = "ldap:///self";)
            """;

    /** A rule that denies is stronger than all rules that allow. */
    private static final String SECRETS =
            """
            dn: <base>
            changetype: modify
            add: aci
            aci: (targetattr = "<secrets>")(version 3.0; acl "the gateway alone reads secrets of factors"; deny (read, search, compare) userdn != "ldap:///<gateway>";)
            """;

    String ldif() {
        boolean own = gateway.metadata() instanceof OwnSchema;
        String flag = own ? "vestibuleDisabled || " : "";
        Stream<String> rules =
                RULES.lines()
                        .filter(rule -> own || !rule.contains("disables leavers"))
                        .map(rule -> rule.replace("<flag>", flag).split(";"))
                        .map(this::record);
        Stream<String> others = Stream.of(OWN_PASSWORD, own ? SECRETS : "").map(this::named);
        return Stream.concat(rules, others)
                .filter(record -> !record.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String named(String record) {
        return record.replace("<people>", gateway.people())
                .replace("<base>", gateway.base())
                .replace("<gateway>", gateway.bindDn())
                .replace(
                        "<secrets>",
                        SchemaNames.SECRET_ATTRIBUTES.stream()
                                .sorted()
                                .collect(Collectors.joining(" || ")));
    }

    private String record(String... rule) {
        String target = rule[0].replace("<people>", gateway.people());
        target = target.replace("<groups>", gateway.groups()) + "," + gateway.base();
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
                        gateway.bindDn());
    }
}
