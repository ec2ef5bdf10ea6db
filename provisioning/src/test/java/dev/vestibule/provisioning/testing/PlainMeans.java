package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.directory.DirectoryConfig;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A server that knows no state of accounts but ours, and no policy.
 *
 * @param linksAreUnique whether it has a rule for that
 */
record PlainMeans(String version, DirectoryConfig administrating, boolean linksAreUnique)
        implements Means {

    @Override
    public LDAPConnection connect() throws LDAPException {
        return new LDAPConnection(administrating.url().getHost(), administrating.url().getPort());
    }

    @Override
    public boolean givesRights() {
        return false;
    }

    @Override
    public @Nullable PasswordPolicy passwordPolicy() {
        return null;
    }

    @Override
    public List<Lockout> ownLockouts() {
        return List.of();
    }
}
