package dev.vestibule.provisioning.inspect;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.util.stream.Collectors;

/**
 * The rights of the gateway's account as access rules of 389 Directory Server: it adds accounts and
 * changes their entries, reads whether they are locked, and sets passwords without reading any. One
 * record for each rule, so that existing rules do not prevent the others.
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

    String ldif() {
        boolean own = gateway.kind().metadata() instanceof OwnSchema;
        String flag = own ? "vestibuleDisabled || " : "";
        return RULES.lines()
                .filter(rule -> own || !rule.contains("disables leavers"))
                .map(rule -> rule.replace("<flag>", flag).split(";"))
                .map(this::record)
                .collect(Collectors.joining("\n"));
    }

    private String record(String... rule) {
        String target = rule[0].replace("<people>", gateway.containers().people());
        target =
                target.replace("<groups>", gateway.containers().groups())
                        + ","
                        + gateway.containers().base();
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
