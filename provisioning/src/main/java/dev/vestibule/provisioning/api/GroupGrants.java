package dev.vestibule.provisioning.api;

import java.util.List;

/**
 * The groups that a connection grants. Those that it granted before and that are missing here are
 * withdrawn.
 *
 * @param membership where the memberships of these groups are written
 */
public record GroupGrants(List<String> names, Membership membership) {

    public GroupGrants {
        names = List.copyOf(names);
    }

    /** Without names, which are a claim's values. */
    @Override
    public String toString() {
        return "GroupGrants[names=%d, membership=%s]".formatted(names.size(), membership);
    }
}
