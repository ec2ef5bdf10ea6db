package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The access rules of OpenLDAP: those of the image, for containers of any name, about the
 * containers and the base alone. Other entries below the base keep their rules.
 */
record SlapdRights(DirectoryConfig gateway) {
    /**
     * In the order in which they must be, before all others. A paragraph about accounts is repeated
     * for each of their containers.
     *
     * <p>The local root user can read the files of the database anyway. Passwords are set and read
     * by no account; secrets of factors are the gateway's. The gateway disables where nothing is
     * said; unlocking is an administrator's. Accounts and groups are added, changed and never
     * deleted.
     */
    private static final String RULES =
            """
            to dn.subtree=<base> by dn.exact=gidNumber=0+uidNumber=0,cn=peercred,cn=external,cn=auth manage by * break

            to dn.subtree=<people> attrs=userPassword by <gateway> =xw by <admin> =xw by self =xw by anonymous auth by * none

            to dn.subtree=<services> attrs=userPassword by <admin> =xw by self =xw by anonymous auth by * none
            to dn.subtree=<base> attrs=vestibuleTotpSecret,vestibuleRecoveryCode,vestibulePasskey by <gateway> write by <admin> =w by * none
            to dn.subtree=<base> by <admin> manage by * break

            to dn.subtree=<people> attrs=vestibuleDisabled by <gateway> =adxcsr by <reader> read by self read by * none

            to dn.subtree=<base> attrs=pwdHistory by * none

            to dn.subtree=<people> attrs=pwdAccountLockedTime,pwdPolicySubentry,pwdFailureTime,pwdReset by <gateway> read by <reader> read by self read by * none

            to dn.regex="^<containers>$" attrs=children by <gateway> =adxcsr by <reader> read by * none
            to dn.regex="^[^,]+,<containers>$" attrs=entry by <gateway> =adxcsr by <reader> read by self read by * none

            to dn.subtree=<people> attrs=children by <gateway> read by <reader> read by * none
            to dn.children=<people> by <gateway> write by <reader> read by self read by * none

            to dn.children=<groups> attrs=member,memberURL by <gateway> write by <reader> read by * none
            to dn.children=<services> by self read by * none

            to dn.subtree=<people> by <gateway> read by <reader> read by * none

            to dn.subtree=<groups> by <gateway> read by <reader> read by * none
            to dn.subtree=<services> by <gateway> read by <reader> read by * none
            to dn.base=<base> by <gateway> read by <reader> read by * break
            """;

    private static final Pattern NAME = Pattern.compile("<(\\w+)>");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\.^$|?*+()\\[\\]{}]");

    /** In the order in which they must be, before all others. */
    List<String> rules() {
        DirectoryTree tree = DirectoryTree.of(gateway);
        String services = "ou=services," + gateway.containers().base();
        Map<String, String> names = new HashMap<>();
        names.put("base", quoted(gateway.containers().base()));
        names.put("groups", quoted(tree.groups().toString()));
        names.put("services", quoted(services));
        names.put("containers", containers(tree));
        names.put("gateway", "dn.exact=" + quoted(gateway.login().dn()));
        names.put("admin", "dn.exact=" + quoted("cn=admin," + services));
        names.put("reader", "dn.exact=" + quoted("cn=reader," + services));
        List<String> rules = new ArrayList<>();
        for (String paragraph : RULES.split("\n\n")) {
            boolean each = paragraph.contains("<people>");
            for (DN container : each ? tree.searched() : List.of(tree.people())) {
                names.put("people", quoted(container.toString()));
                paragraph.lines().map(rule -> filledIn(rule, names)).forEach(rules::add);
            }
        }
        if (gateway.kind().metadata() instanceof NamedAttributes) {
            rules.removeIf(rule -> rule.contains("attrs=vestibule"));
        }
        return rules;
    }

    private static String filledIn(String rule, Map<String, String> names) {
        return NAME.matcher(rule)
                .replaceAll(
                        name -> Matcher.quoteReplacement(names.getOrDefault(name.group(1), "")));
    }

    /** Containers of accounts, those of connections directly below them, and that of groups. */
    private String containers(DirectoryTree tree) {
        List<DN> outer = tree.searched();
        Stream<String> inner =
                tree.containers().stream().filter(dn -> !outer.contains(dn)).map(this::relative);
        return Stream.of(
                        outer.stream().map(dn -> "(ou=[^,]+,)?" + relative(dn)),
                        inner,
                        Stream.of(relative(tree.groups())))
                .flatMap(names -> names)
                .collect(
                        Collectors.joining(
                                "|", "(", ")," + expression(gateway.containers().base())));
    }

    private String relative(DN dn) {
        String whole = expression(dn.toString());
        return whole.substring(
                0, whole.length() - expression(gateway.containers().base()).length() - 1);
    }

    /** The server compares with the normalized name. */
    private static String expression(String dn) {
        try {
            String normal = new DN(dn).toNormalizedString().toLowerCase(Locale.ROOT);
            String escaped = SPECIAL.matcher(normal).replaceAll("\\\\$0");
            return escaped.replace("\\", "\\\\").replace("\"", "\\\"");
        } catch (LDAPException e) {
            throw new IllegalArgumentException("The configuration has checked its DNs.", e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
