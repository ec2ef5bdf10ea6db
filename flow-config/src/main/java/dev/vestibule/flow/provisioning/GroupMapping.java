package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.Renaming;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups that the connection grants.
 *
 * @param value the identity provider's group names; null grants only the defaults
 * @param map provider's name to ours, before the patterns
 * @param defaults groups that every user of this connection is a member of
 * @param membership where a membership is written
 * @param patterns the first that matches renames
 * @param nesting our group to those that its members are in too, directly or over others
 * @param existing groups that an administrator made and the provider may name
 * @param restore whether a membership that was removed by hand is given again
 * @param unknown what becomes of a login whose groups the provider does not tell
 */
@KeyTable(
        """
        The groups that a connection grants.
        | value | only the defaults | the provider's names of the groups. If it fails, the groups are
          unknown.
        | map | names are unchanged | the name in the directory by the name at the provider.
        | default | none | groups that every user of this connection is a member of.
        | membership | `static` | where a membership is written: `static` lists the user in the group's
          entry, which is slower the larger the group is; `dynamic` writes the group's name to the
          user's entry, which is equally fast for any size.
        | sync | `merge` | `merge` ends memberships that this connection granted and no longer grants;
          `replace` also ends those that were given by hand.
        | patterns | none | how names that are not in `map` are changed; the first pattern that matches
          is used.
        | unmapped | `keep` | whether a name that is neither in `map` nor matches `patterns` is used
          unchanged.
        | nesting | none | groups in the directory that imply other groups, which can imply further
          ones.
        | existing | none | groups that an administrator created and that the provider may name. A
          group that the gateway did not create is joined only if it is named here, in `map`,
          `default` or `nesting`, or by a pattern.
        | restore | `false` | whether a login gives a membership again that an administrator removed by
          hand.
        | unknown | `refuse` | what happens if the groups are unknown, because the provider stores them
          elsewhere or the claim cannot be read: `refuse` ends the login; `keep` withdraws nothing
          and adds the groups that are known.
        """)
public record GroupMapping(
        @Nullable Expression value,
        Map<String, String> map,
        @Named("default") List<String> defaults,
        Membership membership,
        List<Renaming> patterns,
        Unmapped unmapped,
        Map<String, List<String>> nesting,
        Groups sync,
        List<String> existing,
        boolean restore,
        Unknown unknown) {
    public GroupMapping {
        map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        defaults = List.copyOf(defaults);
        patterns = List.copyOf(patterns);
        nesting = Collections.unmodifiableMap(new LinkedHashMap<>(nesting));
        existing = List.copyOf(existing);
    }

    /** The names of groups that the configuration says, as they are written there. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(map.values());
        names.addAll(defaults);
        nesting.forEach((group, others) -> {
            names.add(group);
            names.addAll(others);
        });
        names.addAll(existing);
        return names;
    }

    /** What becomes of a login whose groups the provider does not tell. */
    public enum Unknown {
        /** It is refused. */
        REFUSE,
        /** It continues: what is known is granted, and nothing is withdrawn. */
        KEEP
    }

    /** What becomes of a provider's name that neither map nor patterns know. */
    public enum Unmapped {
        KEEP,
        DROP
    }
}
