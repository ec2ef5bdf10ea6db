package dev.vestibule.ldap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The entries that must exist before the first account: the base, and below it the containers of
 * accounts, groups and service accounts.
 *
 * @param base DN of the topmost entry
 * @param containers RDNs relative to {@code base}, one or more levels each
 */
public record BaseTree(String base, List<String> containers) {
    private static final String SERVICES = "ou=services";

    /** Text that LDIF takes as it is: RFC 2849, {@code SAFE-STRING}, without a trailing space. */
    private static final Pattern SAFE = Pattern.compile("(?![ :<])[\\x01-\\x7F&&[^\\r\\n]]*(?<! )");

    /** Checks the DNs. */
    public BaseTree {
        containers = List.copyOf(containers);
        entries(base, containers).forEach(BaseTree::structure);
    }

    /** The usual tree: accounts, groups, and {@code ou=services} for accounts of programs. */
    public static BaseTree of(String base, String people, String groups) {
        return new BaseTree(base, List.of(people, groups, SERVICES));
    }

    /** The tree as LDIF, parents first, each entry once. */
    public String toLdif() {
        return entries(base, containers).stream()
                .map(BaseTree::entry)
                .collect(Collectors.joining("\n"));
    }

    private static SequencedSet<LdapName> entries(String base, List<String> containers) {
        LdapName top = name(base);
        SequencedSet<LdapName> entries = new LinkedHashSet<>(List.of(top));
        for (String container : containers) {
            List<Rdn> path = name(container).getRdns();
            for (int depth = 1; depth <= path.size(); depth++) {
                List<Rdn> rdns = new ArrayList<>(top.getRdns());
                rdns.addAll(path.subList(0, depth));
                entries.add(new LdapName(rdns));
            }
        }
        return entries;
    }

    private static LdapName name(String dn) {
        try {
            LdapName name = new LdapName(dn);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("An empty DN names no entry.");
            }
            return name;
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException("Not a distinguished name: " + dn, e);
        }
    }

    private static String entry(LdapName dn) {
        Rdn rdn = dn.getRdn(dn.size() - 1);
        return line("dn", dn.toString())
                + line("objectClass", structure(dn))
                + line(rdn.getType(), rdn.getValue().toString());
    }

    private static String structure(LdapName dn) {
        Rdn rdn = dn.getRdn(dn.size() - 1);
        if (rdn.size() > 1 || !(rdn.getValue() instanceof String)) {
            throw new IllegalArgumentException(
                    "No entry can be made for %s: use one plain value per level.".formatted(dn));
        }
        return switch (rdn.getType().toLowerCase(Locale.ROOT)) {
            case "dc" -> "domain";
            case "o" -> "organization";
            case "ou" -> "organizationalUnit";
            case "c" -> "country";
            case "l" -> "locality";
            default ->
                    throw new IllegalArgumentException(
                            "No entry can be made for %s: use dc, o, ou, c or l.".formatted(dn));
        };
    }

    /** One line of LDIF, with a line break; in Base64 where the value is no plain text. */
    public static String line(String name, String value) {
        if (SAFE.matcher(value).matches()) {
            return name + ": " + value + "\n";
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return name + ":: " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }
}
