package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.DirectoryConfig;

/**
 * Something at a server that keeps the gateway from its work.
 *
 * @param config how the gateway reaches the server meanwhile
 * @param end mends it
 */
public record Disturbance(DirectoryConfig config, Step end) implements AutoCloseable {

    /** What an administrator does. */
    public interface Step {
        void run() throws LDAPException;
    }

    @Override
    public void close() throws LDAPException {
        end.run();
    }
}
