package dev.vestibule.ldap;

import dev.vestibule.ldap.OpenLdapServer.ServiceAccount;

/** A real directory in a container, with the base tree and the gateway's account. */
public sealed interface TestDirectoryServer extends AutoCloseable
        permits ContainedServer, OpenLdapServer {
    /** What messages of tests call it. */
    String kind();

    /** The server's own word for its version. */
    String version();

    /** Runs a command inside, as its administrator does; what it prints. */
    String run(String... command);

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
