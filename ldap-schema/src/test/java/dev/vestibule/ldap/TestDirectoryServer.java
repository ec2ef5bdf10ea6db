package dev.vestibule.ldap;

import dev.vestibule.ldap.OpenLdapServer.ServiceAccount;

/** A real directory in a container, with the base tree and the gateway's account. */
public interface TestDirectoryServer extends AutoCloseable {
    /** What messages of tests call it. */
    String kind();

    /** {@code ldap://} or {@code ldaps://}, with a port that the system chose. */
    String url();

    /** The account that the gateway binds with. */
    ServiceAccount gatewayAccount();

    /** Somebody who may do anything to people and groups. */
    ServiceAccount administratorAccount();

    /** Freezes the server: connections stay open, and nothing is answered until {@link #resume}. */
    void pause();

    /** Lets a paused server go on. */
    void resume();

    @Override
    void close();
}
