package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.RDN;

import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory that accounts are written into.
 *
 * @param urls servers with the same content, the preferred one first: {@code ldap://} or {@code
 *     ldaps://}, with a host and, if it is not the usual one, a port
 * @param login the gateway's own account; also the one member of a group that has no other
 * @param trustedCertificates PEM file with the authorities that the server's certificate may come
 *     from; null trusts those of the Java runtime
 */
public record DirectoryConfig(
        List<URI> urls,
        Login login,
        Containers containers,
        DirectoryLimits limits,
        @Nullable Path trustedCertificates,
        Kind kind) {

    /** An account of the directory, by its distinguished name. */
    public record Login(String dn, DirectoryPassword password) {}

    /**
     * The places of accounts and groups.
     *
     * @param base DN of the entry above all others
     * @param people RDNs of the container of accounts, relative to {@code base}
     * @param groups RDNs of the groups' container, relative to {@code base}
     * @param otherPeople further containers of accounts, as RDNs relative to {@code base}
     */
    public record Containers(String base, String people, String groups, List<String> otherPeople) {
        public Containers {
            otherPeople = List.copyOf(otherPeople);
        }

        /** With one container of accounts. */
        public Containers(String base, String people, String groups) {
            this(base, people, groups, List.of());
        }
    }

    /**
     * The kind of directory.
     *
     * @param type names and classes of the directory
     * @param metadata where the gateway's records are stored
     * @param nestedGroups whether an account is also a member of the groups that its groups are
     *     members of
     */
    public record Kind(DirectoryType type, MetadataMapping metadata, boolean nestedGroups) {
        /** Follows the standards and has our schema. */
        public static final Kind STANDARD =
                new Kind(DirectoryType.OPENLDAP, new OwnSchema(), false);

        /** Refuses a link that shares its attribute. */
        public Kind {
            if (metadata instanceof NamedAttributes named
                    && named.names().stream().skip(1).anyMatch(named.link()::equalsIgnoreCase)) {
                throw new IllegalArgumentException(
                        "directory.attributes.link needs an attribute of its own, not "
                                + named.link());
            }
        }
    }

    /** Refuses a URL or DN that cannot be used. */
    public DirectoryConfig {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("directory.url names no server");
        }
        urls.forEach(DirectoryConfig::requireServer);
        if (kind.type() == DirectoryType.ACTIVE_DIRECTORY
                && !urls.stream().allMatch(url -> "ldaps".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "Active Directory takes passwords over TLS only: write ldaps:// in"
                            + " directory.url");
        }
        requireDn("directory.bind.dn", login.dn());
        requireDn("directory.base", containers.base());
        requireDn("directory.people", containers.people());
        requireDn("directory.groups", containers.groups());
        containers.otherPeople().forEach(container -> requireDn("provisioning.people", container));
    }

    /** The same directory, with another account. */
    public DirectoryConfig as(String dn, DirectoryPassword password) {
        requireDn("the account to act as", dn);
        return new DirectoryConfig(
                urls, new Login(dn, password), containers, limits, trustedCertificates, kind);
    }

    /** The same directory with further containers of accounts. */
    public DirectoryConfig withOtherPeople(List<String> others) {
        return new DirectoryConfig(
                urls,
                login,
                new Containers(containers.base(), containers.people(), containers.groups(), others),
                limits,
                trustedCertificates,
                kind);
    }

    /** The container of accounts. */
    DN peopleDn() {
        try {
            return below(new DN(containers.base()), containers.people());
        } catch (LDAPException e) {
            throw new IllegalStateException("The constructor has checked the DNs.", e);
        }
    }

    /** The DN of a container that is named relative to the base. */
    public static DN below(DN base, String container) throws LDAPException {
        var rdns = Stream.concat(Stream.of(new DN(container).getRDNs()), Stream.of(base.getRDNs()));
        return new DN(rdns.toArray(RDN[]::new));
    }

    /** Whether every connection is encrypted. */
    public boolean secure() {
        return urls.stream().allMatch(url -> "ldaps".equals(url.getScheme()));
    }

    private static void requireServer(URI url) {
        boolean known = "ldap".equals(url.getScheme()) || "ldaps".equals(url.getScheme());
        if (!known || address(url).getHost() == null) {
            throw noServer(url);
        }
    }

    /** Host and port; the library knows hosts with an underscore, which {@link URI} does not. */
    static LDAPURL address(URI url) {
        try {
            return new LDAPURL(url.toString());
        } catch (LDAPException _) {
            throw noServer(url);
        }
    }

    private static IllegalArgumentException noServer(URI url) {
        return new IllegalArgumentException(
                "directory.url must look like ldaps://host or ldap://host:389, not " + url);
    }

    /**
     * Refuses what is no distinguished name.
     *
     * @throws IllegalArgumentException naming the key
     */
    public static void requireDn(String key, String dn) {
        try {
            if (new DN(dn).isNullDN()) {
                throw new IllegalArgumentException(key + " is empty");
            }
        } catch (LDAPException e) {
            throw new IllegalArgumentException(key + " is not a distinguished name: " + dn, e);
        }
    }
}
