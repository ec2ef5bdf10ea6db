package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.Renaming;
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
public record GroupMapping(
        @Nullable Expression value,
        Map<String, String> map,
        List<String> defaults,
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

    /** The provider's names as they are, and no others. */
    public GroupMapping(Expression value) {
        this(
                value,
                Map.of(),
                List.of(),
                Membership.STATIC,
                List.of(),
                Unmapped.KEEP,
                Map.of(),
                Groups.MERGE,
                List.of(),
                false,
                Unknown.REFUSE);
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
