package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPConnectionPool;

import dev.vestibule.provisioning.ldap.DirectoryConfig;

/** A directory with the schema and the base tree, reached over a socket. */
public interface TestDirectory extends AutoCloseable {
    /** DN of the topmost entry. */
    String BASE = "dc=example,dc=org";

    /** What the gateway is configured with. */
    DirectoryConfig config();

    /** Connections of somebody who may do anything to people and groups. */
    LDAPConnectionPool administrator();

    /** What its administrator does there in the server's own way. */
    Means means();

    @Override
    void close();
}
