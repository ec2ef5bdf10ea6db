package dev.vestibule.provisioning.merge;

import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Changes;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The names of what was written. */
final class ChangedNames {
    private ChangedNames() {}

    /** Of a new account. */
    static Changes of(DesiredAccount desired, Account created) {
        return new Changes(
                List.copyOf(desired.attributes().ofNewEntry("").keySet()),
                created.groups(),
                List.of());
    }

    /** Of an account that was there, with its groups as they were and as they are. */
    static Changes between(
            List<Modification> modifications, Collection<String> before, Collection<String> now) {
        List<String> attributes =
                modifications.stream()
                        .map(Modification::getAttributeName)
                        .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("vestibule"))
                        .distinct()
                        .toList();
        return new Changes(attributes, without(now, before), without(before, now));
    }

    private static List<String> without(Collection<String> names, Collection<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }
}
