package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;

/**
 * The directory that people are provisioned into.
 *
 * @param url {@code ldap://} or {@code ldaps://}, with a host and, if it is not the usual one, a
 *     port
 * @param bindDn the gateway's own account; also the one member of a group that has no other
 * @param base DN that everything lies under
 * @param people RDNs of the people's container, relative to {@code base}
 * @param groups RDNs of the groups' container, relative to {@code base}
 * @param trustedCertificates PEM file with the authorities that may vouch for the server; null
 *     trusts those of the Java runtime
 */
public record DirectoryConfig(
        URI url,
        String bindDn,
        DirectoryPassword bindPassword,
        String base,
        String people,
        String groups,
        DirectoryLimits limits,
        @Nullable Path trustedCertificates) {

    /** Refuses a URL or DN that cannot be used. */
    public DirectoryConfig {
        boolean known = "ldap".equals(url.getScheme()) || "ldaps".equals(url.getScheme());
        if (!known || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "directory.url must look like ldaps://host or ldap://host:389, not " + url);
        }
        requireDn("directory.bind.dn", bindDn);
        requireDn("directory.base", base);
        requireDn("directory.people", people);
        requireDn("directory.groups", groups);
    }

    /** The same directory under other limits. */
    public DirectoryConfig withLimits(DirectoryLimits others) {
        return new DirectoryConfig(
                url, bindDn, bindPassword, base, people, groups, others, trustedCertificates);
    }

    boolean secure() {
        return "ldaps".equals(url.getScheme());
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : secure() ? 636 : 389;
    }

    private static void requireDn(String key, String dn) {
        try {
            if (new DN(dn).isNullDN()) {
                throw new IllegalArgumentException(key + " is empty");
            }
        } catch (LDAPException e) {
            throw new IllegalArgumentException(key + " is not a distinguished name: " + dn, e);
        }
    }
}
