package dev.vestibule.flow.directory;

import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory that accounts are written into.
 *
 * @param base DN of the entry above all others
 * @param people RDNs of the container of accounts, relative to {@code base}
 * @param groups RDNs of the groups' container, relative to {@code base}
 * @param type names and classes of the directory
 * @param schema where the gateway's records are stored
 * @param authorities PEM file with the authorities that the server's certificate may come from;
 *     null trusts those of the Java runtime
 * @param nestedGroups whether an account is also a member of the groups that its groups are members
 *     of
 */
public record DirectorySettings(
        DirectoryServer server,
        @Nullable Bind bind,
        String base,
        String people,
        String groups,
        DirectoryType type,
        MetadataMapping schema,
        @Nullable Path authorities,
        boolean nestedGroups) {

    /** The account that the gateway binds with. */
    @KeyTable(
            """
            An account at the directory.
            | dn | **required** | the name to bind with.
            | password | **required** | its password.
            """)
    public record Bind(String dn, Secret password) {}

    /** A directory of the organisation, or one inside this process. */
    public sealed interface DirectoryServer {}

    /**
     * A directory reached over LDAP or LDAPS.
     *
     * @param urls its servers, the preferred one first
     */
    public record Remote(List<URI> urls) implements DirectoryServer {
        public Remote {
            urls = List.copyOf(urls);
        }
    }

    /**
     * A directory inside this process, also served over LDAP.
     *
     * @param data folder that keeps the accounts over a restart; null keeps them in memory only
     * @param reader the account of other programs, which reads what is not secret; null when there
     *     is none
     */
    @KeyTable(
            """
            The embedded directory. Reading needs a bind.
            | listen | `127.0.0.1:1389` | where LDAP is served.
            | allow-plain | `false` | whether `listen` may be another address than a loopback address.
              LDAP is served without TLS: passwords and personal data cross that network in clear
              text.
            | data | in memory only | the folder that stores the entries, relative to the folder of
              the configuration.
            | reader | only the gateway reads accounts of others | the account with which other
              programs read accounts and groups. It can read everything except secrets and can
              change nothing.
            """)
    public record Embedded(ListenAddress listen, @Nullable Path data, @Nullable Bind reader)
            implements DirectoryServer {
        void checkLoopback(Fields fields) {
            if (!fields.get("allow-plain", Types.TRUTH) && !UrlTypes.isLoopback(listen.host())) {
                fields.error(
                        "listen",
                        listen + ", which makes LDAP without TLS reachable over the network",
                        "a loopback address, for example 127.0.0.1:1389",
                        "Listen on a loopback address, or write allow-plain: true if you accept"
                                + " that passwords and personal data cross the network in clear"
                                + " text.");
            }
        }
    }
}
