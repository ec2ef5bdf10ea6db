package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.vocabulary.Membership;

import java.util.List;
import java.util.Set;

/**
 * The groups that a connection grants.
 *
 * @param membership where the memberships of these groups are written
 * @param extent whether there are others
 * @param named those of the names that the configuration says, so that an administrator may have
 *     made the groups; the provider alone says the others
 * @param restore whether a membership that was removed by hand is given again
 */
public record GroupGrants(
        List<String> names,
        Membership membership,
        Extent extent,
        Set<String> named,
        boolean restore) {

    public GroupGrants {
        names = List.copyOf(names);
        named = Set.copyOf(named);
    }

    /** Whether the names are all groups that the connection grants. */
    public enum Extent {
        /** All: those that it granted before and that are missing here are withdrawn. */
        ALL,
        /** Those that are known; others are unknown, so nothing is withdrawn. */
        KNOWN
    }

    /** Without names, which are a claim's values. */
    @Override
    public String toString() {
        return "GroupGrants[names=%d, membership=%s, extent=%s]"
                .formatted(names.size(), membership, extent);
    }
}
