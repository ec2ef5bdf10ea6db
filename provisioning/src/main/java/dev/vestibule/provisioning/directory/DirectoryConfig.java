package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.directory.Bookkeeping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory that people are provisioned into.
 *
 * @param urls servers with the same content, the preferred one first: {@code ldap://} or {@code
 *     ldaps://}, with a host and, if it is not the usual one, a port
 * @param bindDn the gateway's own account; also the one member of a group that has no other
 * @param base DN that everything lies under
 * @param people RDNs of the people's container, relative to {@code base}
 * @param groups RDNs of the groups' container, relative to {@code base}
 * @param trustedCertificates PEM file with the authorities that may vouch for the server; null
 *     trusts those of the Java runtime
 * @param type what the directory calls things
 * @param bookkeeping where what is ours is kept
 * @param nestedGroups whether an account is also in the groups that its groups are in
 * @param otherPeople further containers that accounts may lie in, as RDNs relative to {@code base}
 */
public record DirectoryConfig(
        List<URI> urls,
        String bindDn,
        DirectoryPassword bindPassword,
        String base,
        String people,
        String groups,
        DirectoryLimits limits,
        @Nullable Path trustedCertificates,
        DirectoryType type,
        Bookkeeping bookkeeping,
        boolean nestedGroups,
        List<String> otherPeople) {

    /** A directory that follows the standards and has our schema. */
    public DirectoryConfig(
            List<URI> urls,
            String bindDn,
            DirectoryPassword bindPassword,
            String base,
            String people,
            String groups,
            DirectoryLimits limits,
            @Nullable Path trustedCertificates) {
        this(
                urls,
                bindDn,
                bindPassword,
                base,
                people,
                groups,
                limits,
                trustedCertificates,
                DirectoryType.OPENLDAP,
                new OwnSchema(),
                false);
    }

    /** Refuses a URL or DN that cannot be used. */
    public DirectoryConfig {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("directory.url names no server");
        }
        urls.forEach(DirectoryConfig::requireServer);
        if (type == DirectoryType.ACTIVE_DIRECTORY
                && !urls.stream().allMatch(url -> "ldaps".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "Active Directory takes passwords over TLS only: write ldaps:// in"
                            + " directory.url");
        }
        requireDn("directory.bind.dn", bindDn);
        requireDn("directory.base", base);
        requireDn("directory.people", people);
        requireDn("directory.groups", groups);
        otherPeople = List.copyOf(otherPeople);
        otherPeople.forEach(container -> requireDn("provisioning.people", container));
    }

    /** A directory with one container of people. */
    public DirectoryConfig(
            List<URI> urls,
            String bindDn,
            DirectoryPassword bindPassword,
            String base,
            String people,
            String groups,
            DirectoryLimits limits,
            @Nullable Path trustedCertificates,
            DirectoryType type,
            Bookkeeping bookkeeping,
            boolean nestedGroups) {
        this(
                urls,
                bindDn,
                bindPassword,
                base,
                people,
                groups,
                limits,
                trustedCertificates,
                type,
                bookkeeping,
                nestedGroups,
                List.of());
    }

    /** The same directory, with the account of somebody else. */
    public DirectoryConfig as(String dn, DirectoryPassword password) {
        requireDn("the account to act as", dn);
        return new DirectoryConfig(
                urls,
                dn,
                password,
                base,
                people,
                groups,
                limits,
                trustedCertificates,
                type,
                bookkeeping,
                nestedGroups,
                otherPeople);
    }

    /** The same directory under other limits. */
    public DirectoryConfig withLimits(DirectoryLimits others) {
        return new DirectoryConfig(
                urls,
                bindDn,
                bindPassword,
                base,
                people,
                groups,
                others,
                trustedCertificates,
                type,
                bookkeeping,
                nestedGroups,
                otherPeople);
    }

    /** The same directory with further containers of people. */
    public DirectoryConfig withOtherPeople(List<String> containers) {
        return new DirectoryConfig(
                urls,
                bindDn,
                bindPassword,
                base,
                people,
                groups,
                limits,
                trustedCertificates,
                type,
                bookkeeping,
                nestedGroups,
                containers);
    }

    /** The same directory reached under other URLs. */
    public DirectoryConfig withUrls(List<URI> others) {
        return new DirectoryConfig(
                others,
                bindDn,
                bindPassword,
                base,
                people,
                groups,
                limits,
                trustedCertificates,
                type,
                bookkeeping,
                nestedGroups,
                otherPeople);
    }

    /** Whether every connection is encrypted. */
    public boolean secure() {
        return urls.stream().allMatch(url -> "ldaps".equals(url.getScheme()));
    }

    /** The preferred server. */
    public URI url() {
        return urls.getFirst();
    }

    private static void requireServer(URI url) {
        boolean known = "ldap".equals(url.getScheme()) || "ldaps".equals(url.getScheme());
        if (!known || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "directory.url must look like ldaps://host or ldap://host:389, not " + url);
        }
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
