package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.ldap.DirectoryConfig;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Servers within the test's own process: no state of accounts but ours, no policy, no rights. */
interface InProcessMeans extends Means {

    @Override
    default boolean givesRights() {
        return false;
    }

    @Override
    default @Nullable PasswordPolicy passwordPolicy() {
        return null;
    }

    /** Its account may do everything. */
    @Override
    default DirectoryConfig administrating() {
        return gateway();
    }

    @Override
    default List<Lockout> ownLockouts() {
        return List.of();
    }
}
