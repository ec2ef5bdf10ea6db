package dev.vestibule.flow.username;

import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The keys of {@code usernames}. */
public final class UsernameSection {
    private static final Section<Written> WRITTEN = Section.of(Written.class);

    private UsernameSection() {}

    @KeyTable(
            """
            Which usernames new accounts get, see
            [prompts.md](prompts.md#which-usernames-are-refused).
            | reserved | no further names | names that no new account gets, beside
            """
                    + UsernameRule.RESERVED
                    + """
                     and the name in `directory.bind.dn`; also in other letters that look like them.
                      A name with a number at its end also reserves the name without it.
                    | allowed | none | names of that list that accounts in your organisation may have.
                    """)
    private record Written(List<String> reserved, List<String> allowed) {}

    /**
     * The section.
     *
     * @param bindDn of the gateway's own account, which is reserved; null when there is none
     */
    public static Section<UsernameRule> section(@Nullable String bindDn) {
        return WRITTEN.to((written, fields) -> rule(written, fields, bindDn));
    }

    private static UsernameRule rule(Written written, Fields fields, @Nullable String bindDn) {
        List<String> names = new ArrayList<>(written.reserved());
        if (bindDn != null) {
            names.addAll(own(bindDn));
        }
        Set<String> free =
                written.allowed().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        for (String name : free) {
            if (!UsernameRule.RESERVED_NAMES.contains(name)) {
                fields.error(
                        "allowed",
                        "a name that is not reserved by default",
                        UsernameRule.RESERVED.replace("\n", " "),
                        Nearest.remedy(name, UsernameRule.RESERVED_NAMES, "Remove the name."));
            }
        }
        return UsernameRule.of(names, free);
    }

    /** The first part of the DN names the account. */
    private static List<String> own(String dn) {
        try {
            LdapName name = new LdapName(dn);
            return name.isEmpty()
                    ? List.of()
                    : List.of(name.getRdn(name.size() - 1).getValue().toString());
        } catch (InvalidNameException reported) {
            return List.of();
        }
    }
}
