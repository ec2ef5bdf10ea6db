package dev.vestibule.flow.simulate;

import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.provisioning.vocabulary.PersonEntry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The account of the user of a simulated login.
 *
 * @param dn where its entry is
 * @param form what entries of this kind of directory have
 * @param attributes values by LDAP attribute, in the order of the entry
 * @param groups names of its groups
 * @param asked attributes that the page of the first login asks for, and the test does not answer
 */
public record SimulatedAccount(
        Outcome outcome,
        String username,
        String dn,
        PersonEntry form,
        Map<String, List<String>> attributes,
        List<String> groups,
        List<String> asked) {
    public SimulatedAccount {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        groups = List.copyOf(groups);
        asked = List.copyOf(asked);
    }

    /** What was done for it. */
    public enum Outcome {
        /** It is new. */
        CREATED,
        /** It exists, and the identity provider's values are written to it. */
        UPDATED,
        /** It exists, and nothing is written. */
        FOUND
    }

    /** The same after a step has given it groups and attributes. */
    SimulatedAccount given(List<String> moreGroups, Map<String, List<String>> values) {
        Map<String, List<String>> entry = new LinkedHashMap<>(attributes);
        values.forEach((name, texts) -> {
            entry.keySet().removeIf(name::equalsIgnoreCase);
            entry.put(name, texts);
        });
        List<String> all = new ArrayList<>(groups);
        moreGroups.stream()
                .filter(group -> all.stream().noneMatch(group::equalsIgnoreCase))
                .forEach(all::add);
        boolean same = entry.equals(attributes) && all.equals(groups);
        return new SimulatedAccount(
                same || outcome == Outcome.CREATED ? outcome : Outcome.UPDATED,
                username,
                dn,
                form,
                entry,
                all,
                asked);
    }

    /** The entry as LDIF (RFC 2849), with the groups as a comment. */
    public String ldif() {
        List<String> lines = new ArrayList<>();
        lines.add(Ldif.line("dn", dn));
        form.stored(attributes)
                .forEach((name, values) ->
                        values.forEach(value -> lines.add(Ldif.line(name, value))));
        groups.forEach(group -> lines.add(Ldif.comment("member of: " + group)));
        return String.join("\n", lines) + "\n";
    }

    /** As conditions see it. */
    AccountFacts facts() {
        return new AccountFacts(username, groups, attributes);
    }

    /** Names the account only: values are personal. */
    @Override
    public String toString() {
        return "SimulatedAccount[" + outcome + " " + username + "]";
    }
}
