package dev.vestibule.flow.model;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where people are provisioned.
 *
 * @param base DN that everything lies under
 * @param people RDNs of the people's container, relative to {@code base}
 * @param groups RDNs of the groups' container, relative to {@code base}
 */
public record DirectorySettings(
        DirectoryServer server, @Nullable Bind bind, String base, String people, String groups) {

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
     */
    public record Embedded(ListenAddress listen, @Nullable Path data) implements DirectoryServer {}
}
