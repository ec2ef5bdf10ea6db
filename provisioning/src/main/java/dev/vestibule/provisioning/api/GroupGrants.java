package dev.vestibule.provisioning.api;

import java.util.List;
import java.util.Set;

/**
 * The groups that a connection grants. Those that it granted before and that are missing here are
 * withdrawn.
 *
 * @param membership where the memberships of these groups are written
 * @param named those of the names that the configuration says, so that an administrator may have
 *     made the groups; the provider alone says the others
 * @param restore whether a membership that was removed by hand is given again
 */
public record GroupGrants(
        List<String> names, Membership membership, Set<String> named, boolean restore) {

    public GroupGrants {
        names = List.copyOf(names);
        named = Set.copyOf(named);
    }

    /** Names that the provider alone says. */
    public GroupGrants(List<String> names, Membership membership) {
        this(names, membership, Set.of(), false);
    }

    /** Without names, which are a claim's values. */
    @Override
    public String toString() {
        return "GroupGrants[names=%d, membership=%s]".formatted(names.size(), membership);
    }
}
