package dev.vestibule.provisioning.inspect;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.ldap.MetadataMapping.OwnSchema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rights of the gateway's account as access rules of 389 Directory Server: it adds accounts and
 * changes their entries, reads whether they are locked, and sets passwords without reading any. One
 * record for each rule, so that existing rules do not prevent the others.
 */
record Ds389Rights(DirectoryConfig gateway) {
    private static final String READ = "read, search, compare";
    private static final String PERSON = "uid=*,";
    private static final String GROUP = "cn=*,";
    private static final String CONTAINER = "= \"objectClass || ou\"";
    private static final String GROUP_ATTRIBUTES =
            "= \"objectClass || cn || description || member || memberURL || nsUniqueId\"";
    private static final String ONLY_TRUE =
            "= \"vestibuleDisabled\")(targattrfilters ="
                    + " \"add=vestibuleDisabled:(vestibuleDisabled=TRUE)\"";

    String ldif() {
        String people = gateway.people();
        String groups = gateway.groups();
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(people, "", CONTAINER, "finds people", READ));
        rules.add(new Rule(people, PERSON, kept(), "keeps accounts", READ + ", write, add"));
        rules.add(new Rule(people, PERSON, "= \"userPassword\"", "sets passwords", "write"));
        rules.addAll(states(people));
        rules.add(new Rule(groups, "", CONTAINER, "finds groups", READ));
        rules.add(new Rule(groups, GROUP, GROUP_ATTRIBUTES, "grants memberships", READ + ", add"));
        rules.add(new Rule(groups, GROUP, "= \"member\"", "withdraws memberships", "write"));
        return rules.stream().map(rule -> rule.of(gateway)).collect(Collectors.joining("\n"));
    }

    private String kept() {
        return switch (gateway.bookkeeping()) {
            case OwnSchema() -> "!= \"vestibuleDisabled || userPassword || aci\"";
            case NamedAttributes _ -> "!= \"userPassword || aci\"";
        };
    }

    /**
     * A flag that is absent may be set to TRUE; an existing value is a decision of the
     * administrator.
     */
    private List<Rule> states(String people) {
        return switch (gateway.bookkeeping()) {
            case OwnSchema() ->
                    List.of(
                            new Rule(
                                    people,
                                    PERSON,
                                    "= \"vestibuleDisabled || nsAccountLock\"",
                                    "obeys locks",
                                    READ),
                            new Rule(people, PERSON, ONLY_TRUE, "disables leavers", "write"));
            case NamedAttributes _ ->
                    List.of(new Rule(people, PERSON, "= \"nsAccountLock\"", "obeys locks", READ));
        };
    }

    /**
     * One rule.
     *
     * @param container relative to the base
     * @param entries which entries below it are meant, as a pattern with a comma; empty for itself
     * @param attributes the condition on attributes, from its operator on
     */
    private record Rule(
            String container, String entries, String attributes, String what, String rights) {

        String of(DirectoryConfig gateway) {
            return """
            dn: %1$s,%2$s
            changetype: modify
            add: aci
            aci: (target = "ldap:///%3$s%1$s,%2$s")(targetattr %4$s)(version 3.0; acl "the gateway %5$s"; allow (%6$s) userdn = "ldap:///%7$s";)
            """
                    .formatted(
                            container,
                            gateway.base(),
                            entries,
                            attributes,
                            what,
                            rights,
                            gateway.bindDn());
        }
    }
}
