package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.ldap.DirectoryConfig;

/** The embedded directory: it knows no state of accounts but ours, and no policy. */
record EmbeddedMeans(DirectoryConfig gateway) implements InProcessMeans {

    @Override
    public String version() {
        return "part of the product";
    }

    @Override
    public boolean linksAreUnique() {
        return true;
    }
}
