package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Version;

import dev.vestibule.provisioning.directory.DirectoryConfig;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** UnboundID's server: it knows no state of accounts but ours, no policy, no rights and no rule. */
record InMemoryMeans(DirectoryConfig gateway) implements Means {

    @Override
    public String version() {
        return "UnboundID LDAP SDK " + Version.SHORT_VERSION_STRING;
    }

    @Override
    public boolean linksAreUnique() {
        return false;
    }

    @Override
    public Disturbance sizeLimit() {
        InMemoryDirectory limited = InMemoryDirectory.startLimited(2);
        return new Disturbance(limited.config(), limited::close);
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
