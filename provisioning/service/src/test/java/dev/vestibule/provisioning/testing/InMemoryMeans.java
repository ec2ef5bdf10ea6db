package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.Version;

import dev.vestibule.provisioning.ldap.DirectoryConfig;

/** UnboundID's server: it knows no state of accounts but ours, no policy, no rights and no rule. */
record InMemoryMeans(DirectoryConfig gateway) implements InProcessMeans {

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
}
