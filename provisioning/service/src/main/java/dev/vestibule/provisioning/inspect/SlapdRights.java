package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.ldap.MetadataMapping.OwnSchema;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The access rules of OpenLDAP: those of the image, for containers of any name, about the
 * containers and the base alone. Other entries below the base keep their rules.
 */
record SlapdRights(DirectoryConfig gateway) {
    /** The local root user, who can read the files of the database anyway. */
    private static final String ROOT =
            "dn.exact=gidNumber=0+uidNumber=0,cn=peercred,cn=external,cn=auth manage";

    private static final Pattern SPECIAL = Pattern.compile("[\\\\.^$|?*+()\\[\\]{}]");
    private static final Pattern NEEDS_OUR_SCHEMA = Pattern.compile("attrs=vestibule");

    /** In the order in which they must be, before all others. */
    List<String> rules() {
        Stream<String> rules = Stream.of(open(), secrets(), states(), tree()).flatMap(List::stream);
        return switch (gateway.bookkeeping()) {
            case OwnSchema() -> rules.toList();
            case NamedAttributes _ ->
                    rules.filter(rule -> !NEEDS_OUR_SCHEMA.matcher(rule).find()).toList();
        };
    }

    private List<String> open() {
        return List.of(rule("dn.subtree=" + quoted(gateway.base()), ROOT, "* break"));
    }

    /** Passwords can be set and never read; secrets of factors belong to the gateway. */
    private List<String> secrets() {
        List<String> rules = new ArrayList<>();
        String password = " attrs=userPassword";
        for (String people : people()) {
            rules.add(
                    rule(
                            "dn.subtree=" + quoted(people) + password,
                            gateway("=xw"),
                            admin("=xw"),
                            "self =xw",
                            "anonymous auth",
                            "* none"));
        }
        rules.add(
                rule(
                        "dn.subtree=" + quoted(services()) + password,
                        admin("=xw"),
                        "self =xw",
                        "anonymous auth",
                        "* none"));
        String base = "dn.subtree=" + quoted(gateway.base());
        rules.add(
                rule(
                        base + " attrs=vestibuleTotpSecret,vestibuleRecoveryCode,vestibulePasskey",
                        gateway("write"),
                        admin("=w"),
                        "* none"));
        rules.add(rule(base, admin("manage"), "* break"));
        return rules;
    }

    /** The gateway disables where nothing is said; unlocking is an administrator's. */
    private List<String> states() {
        List<String> rules = new ArrayList<>();
        for (String people : people()) {
            rules.add(
                    rule(
                            "dn.subtree=" + quoted(people) + " attrs=vestibuleDisabled",
                            gateway("=adxcsr"),
                            reader(),
                            "self read",
                            "* none"));
        }
        rules.add(rule("dn.subtree=" + quoted(gateway.base()) + " attrs=pwdHistory", "* none"));
        for (String people : people()) {
            rules.add(
                    rule(
                            "dn.subtree="
                                    + quoted(people)
                                    + " attrs=pwdAccountLockedTime,pwdPolicySubentry,"
                                    + "pwdFailureTime,pwdReset",
                            gateway("read"),
                            reader(),
                            "self read",
                            "* none"));
        }
        return rules;
    }

    /** Accounts and groups are added, changed and never deleted. */
    private List<String> tree() {
        List<String> rules = new ArrayList<>();
        rules.add(
                rule(
                        "dn.regex=\"^" + containers() + "$\" attrs=children",
                        gateway("=adxcsr"),
                        reader(),
                        "* none"));
        rules.add(
                rule(
                        "dn.regex=\"^[^,]+," + containers() + "$\" attrs=entry",
                        gateway("=adxcsr"),
                        reader(),
                        "self read",
                        "* none"));
        rules.addAll(entries());
        Stream.concat(people().stream(), Stream.of(groups(), services()))
                .map(container -> "dn.subtree=" + quoted(container))
                .forEach(all -> rules.add(rule(all, gateway("read"), reader(), "* none")));
        rules.add(rule("dn.base=" + quoted(gateway.base()), gateway("read"), reader(), "* break"));
        return rules;
    }

    private List<String> entries() {
        List<String> rules = new ArrayList<>();
        for (String people : people()) {
            String below = quoted(people);
            rules.add(
                    rule(
                            "dn.subtree=" + below + " attrs=children",
                            gateway("read"),
                            reader(),
                            "* none"));
            rules.add(
                    rule(
                            "dn.children=" + below,
                            gateway("write"),
                            reader(),
                            "self read",
                            "* none"));
        }
        rules.add(
                rule(
                        "dn.children=" + quoted(groups()) + " attrs=member,memberURL",
                        gateway("write"),
                        reader(),
                        "* none"));
        rules.add(rule("dn.children=" + quoted(services()), "self read", "* none"));
        return rules;
    }

    private static String rule(String what, String... clauses) {
        return "to " + what + Stream.of(clauses).map(" by "::concat).collect(Collectors.joining());
    }

    private List<String> people() {
        return DirectoryTree.of(gateway).searched().stream().map(DN::toString).toList();
    }

    private String groups() {
        return DirectoryTree.of(gateway).groups().toString();
    }

    private String services() {
        return "ou=services," + gateway.base();
    }

    private String gateway(String access) {
        return "dn.exact=" + quoted(gateway.bindDn()) + " " + access;
    }

    private String admin(String access) {
        return "dn.exact=" + quoted("cn=admin," + services()) + " " + access;
    }

    private String reader() {
        return "dn.exact=" + quoted("cn=reader," + services()) + " read";
    }

    /** Containers of accounts, those of connections directly below them, and that of groups. */
    private String containers() {
        DirectoryTree tree = DirectoryTree.of(gateway);
        List<DN> outer = tree.searched();
        Stream<String> inner =
                tree.containers().stream().filter(dn -> !outer.contains(dn)).map(this::relative);
        return Stream.of(
                        outer.stream().map(dn -> "(ou=[^,]+,)?" + relative(dn)),
                        inner,
                        Stream.of(relative(tree.groups())))
                .flatMap(names -> names)
                .collect(Collectors.joining("|", "(", ")," + expression(gateway.base())));
    }

    private String relative(DN dn) {
        String whole = expression(dn.toString());
        return whole.substring(0, whole.length() - expression(gateway.base()).length() - 1);
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
