package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.DirectorySettings;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.username.UsernameRule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Reads {@code usernames}. */
record UsernameReader(Reading reading) {

    /**
     * @param directory the gateway's own account there is reserved
     */
    UsernameRule read(@Nullable YamlNode node, @Nullable DirectorySettings directory) {
        List<String> reserved = new ArrayList<>();
        Set<String> allowed = Set.of();
        if (node != null) {
            Fields fields = Fields.of(node, UsernameKeys.SECTION, reading);
            reserved.addAll(fields.find(UsernameKeys.RESERVED).orElse(List.of()));
            allowed =
                    fields.find(UsernameKeys.ALLOWED).orElse(List.of()).stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet());
            checkAllowed(fields, allowed);
        }
        if (directory != null && directory.bind() != null) {
            reserved.addAll(own(directory.bind().dn()));
        }
        return UsernameRule.of(reserved, allowed);
    }

    private void checkAllowed(Fields fields, Set<String> allowed) {
        for (String name : allowed) {
            if (!UsernameRule.RESERVED.contains(name)) {
                fields.node(UsernameKeys.ALLOWED)
                        .ifPresent(node ->
                                reading.problems()
                                        .error(
                                                node.place(),
                                                "a name that is not reserved by default",
                                                String.join(", ", UsernameRule.RESERVED),
                                                Nearest.remedy(
                                                        name,
                                                        UsernameRule.RESERVED,
                                                        "Remove the name.")));
            }
        }
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
