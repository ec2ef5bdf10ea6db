package dev.vestibule.flow.directory;

import dev.vestibule.flow.address.ListenAddress;
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
    public record Embedded(ListenAddress listen, @Nullable Path data, @Nullable Bind reader)
            implements DirectoryServer {}
}
