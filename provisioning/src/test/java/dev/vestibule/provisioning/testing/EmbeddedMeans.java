package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.directory.DirectoryConfig;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The embedded directory: it knows no state of accounts but ours, and no policy. */
record EmbeddedMeans(DirectoryConfig gateway) implements Means {

    @Override
    public String version() {
        return "part of the product";
    }

    @Override
    public boolean linksAreUnique() {
        return true;
    }

    @Override
    public LDAPConnection connect() throws LDAPException {
        return new LDAPConnection(gateway.url().getHost(), gateway.url().getPort());
    }

    @Override
    public boolean givesRights() {
        return false;
    }

    @Override
    public @Nullable PasswordPolicy passwordPolicy() {
        return null;
    }

    /** Its account may do everything. */
    @Override
    public DirectoryConfig administrating() {
        return gateway;
    }

    @Override
    public List<Lockout> ownLockouts() {
        return List.of();
    }
}
