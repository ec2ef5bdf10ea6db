package dev.vestibule.provisioning.testing;

import dev.vestibule.ldap.OpenLdapServer.ServiceAccount;
import dev.vestibule.ldap.TestDirectoryServer;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryPassword;

/** Servers in a container: each gives rights, and can be stopped from answering. */
interface ContainerMeans extends Means {
    TestDirectoryServer server();

    @Override
    default String version() {
        return server().version();
    }

    @Override
    default boolean givesRights() {
        return true;
    }

    @Override
    default DirectoryConfig administrating() {
        ServiceAccount account = server().administratorAccount();
        return gateway().as(account.dn(), new DirectoryPassword(account.password()));
    }

    @Override
    default boolean freeze() {
        server().pause();
        return true;
    }

    @Override
    default void thaw() {
        server().resume();
    }
}
