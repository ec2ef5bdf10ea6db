package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;

import java.util.stream.Stream;

/**
 * Where things lie.
 *
 * @param placeholder the one member of a group that has no other: the class demands one
 */
record DirectoryTree(DN people, DN groups, DN placeholder, DN base) {

    static DirectoryTree of(DirectoryConfig config) {
        try {
            DN base = new DN(config.base());
            return new DirectoryTree(
                    below(base, config.people()),
                    below(base, config.groups()),
                    new DN(config.bindDn()),
                    base);
        } catch (LDAPException e) {
            throw new IllegalArgumentException("The configuration has checked its DNs.", e);
        }
    }

    DN person(String username) {
        return new DN(new RDN("uid", username), people);
    }

    DN group(String name) {
        return new DN(new RDN("cn", name), groups);
    }

    private static DN below(DN base, String container) throws LDAPException {
        Stream<RDN> rdns =
                Stream.concat(Stream.of(new DN(container).getRDNs()), Stream.of(base.getRDNs()));
        return new DN(rdns.toArray(RDN[]::new));
    }
}
