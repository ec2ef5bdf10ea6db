package dev.vestibule.cli.directory;

import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.inspect.DirectoryInspector;
import dev.vestibule.provisioning.inspect.DirectoryPreparer;
import dev.vestibule.provisioning.inspect.Finding;
import dev.vestibule.provisioning.inspect.InspectDirectory;
import dev.vestibule.provisioning.inspect.PrepareDirectory;
import dev.vestibule.provisioning.inspect.PrepareDirectory.DirectoryPrepared;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What looks at a directory and prepares it, in the process of a command: no bus carries these, so
 * that a running gateway cannot be told to.
 *
 * @param own connections of the gateway's account
 * @param administrator connections of the administrator who acts in its place, or null
 */
record DirectoryTools(
        DirectoryConfig gateway,
        BindIdentity asking,
        LdapConnections own,
        @Nullable LdapConnections administrator)
        implements AutoCloseable {

    static DirectoryTools start(DirectoryConfig gateway, BindIdentity asking) {
        return new DirectoryTools(
                gateway,
                asking,
                LdapConnections.open(gateway, new BindIdentity.Gateway()),
                asking instanceof BindIdentity.Gateway
                        ? null
                        : LdapConnections.open(gateway, asking));
    }

    Reply<List<Finding>> inspect(InspectDirectory query) {
        return new DirectoryInspector(gateway, own, administrator).inspect(query);
    }

    Reply<DirectoryPrepared> prepare(PrepareDirectory command) {
        return new DirectoryPreparer(gateway, administrator == null ? own : administrator, asking)
                .prepare(command);
    }

    @Override
    public void close() {
        own.close();
        if (administrator != null) {
            administrator.close();
        }
    }
}
