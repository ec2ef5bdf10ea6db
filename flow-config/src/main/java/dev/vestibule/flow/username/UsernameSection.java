package dev.vestibule.flow.username;

import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

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
    private final @Nullable String bindDn;
    private final Keys keys =
            new Keys(
                    "Which usernames new accounts get, see"
                            + " [prompts.md](prompts.md#which-usernames-are-refused).");
    private final Key<List<String>> reserved =
            keys.optional("reserved", Types.listOf(Types.TEXT), "no further names")
                    .means(
                            "names that no new account gets, beside "
                                    + String.join(", ", UsernameRule.RESERVED)
                                    + " and the name in `directory.bind.dn`; also in other letters"
                                    + " that look like them. A name with a number at its"
                                    + " end also reserves the name without it.");
    private final Key<List<String>> allowed =
            keys.optional("allowed", Types.listOf(Types.TEXT), "none")
                    .means("names of that list that accounts in your organisation may have.");

    /**
     * @param bindDn of the gateway's own account, which is reserved; null when there is none
     */
    public UsernameSection(@Nullable String bindDn) {
        this.bindDn = bindDn;
    }

    /** The section. */
    public Section<UsernameRule> section() {
        return keys.reads(this::read);
    }

    private UsernameRule read(Fields fields) {
        List<String> names = new ArrayList<>(fields.get(reserved));
        if (bindDn != null) {
            names.addAll(own(bindDn));
        }
        Set<String> free =
                fields.get(allowed).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        for (String name : free) {
            if (!UsernameRule.RESERVED.contains(name)) {
                fields.error(
                        allowed,
                        "a name that is not reserved by default",
                        String.join(", ", UsernameRule.RESERVED),
                        Nearest.remedy(name, UsernameRule.RESERVED, "Remove the name."));
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
