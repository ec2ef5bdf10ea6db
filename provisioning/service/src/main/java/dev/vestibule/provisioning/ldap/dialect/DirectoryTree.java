package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;

import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The places of accounts and groups.
 *
 * @param people the usual container of accounts
 * @param placeholder the one member of a group that has no other, where the class demands one
 * @param otherPeople further containers of accounts
 * @param profile names and classes of the directory
 */
public record DirectoryTree(
        DN base, DN people, DN groups, DN placeholder, Set<DN> otherPeople, ServerProfile profile) {

    /** As the configuration has it, which has checked its DNs. */
    public static DirectoryTree of(DirectoryConfig config) {
        try {
            DN base = new DN(config.containers().base());
            Set<DN> others = new LinkedHashSet<>();
            for (String container : config.containers().otherPeople()) {
                others.add(DirectoryConfig.below(base, container));
            }
            return new DirectoryTree(
                    base,
                    DirectoryConfig.below(base, config.containers().people()),
                    DirectoryConfig.below(base, config.containers().groups()),
                    new DN(config.login().dn()),
                    others,
                    ServerProfile.of(config.kind().type(), config.kind().metadata()));
        } catch (LDAPException e) {
            throw new IllegalArgumentException("The configuration has checked its DNs.", e);
        }
    }

    /** The place of the account with this username. */
    public DN person(String username) {
        return new DN(new RDN(profile.person().naming(), username), people);
    }

    /**
     * The container that a command names; the usual one where it names none.
     *
     * @throws Refusal a {@link PolicyRefused} for any that the service is not configured with: a
     *     gateway does not choose where the service writes
     */
    public DN container(@Nullable String relative) throws Refusal {
        if (relative == null) {
            return people;
        }
        try {
            DN container = DirectoryConfig.below(base, relative);
            if (containers().contains(container)) {
                return container;
            }
            throw unknownContainer();
        } catch (LDAPException e) {
            throw unknownContainer();
        }
    }

    /** Every container of accounts. */
    public List<DN> containers() {
        return Stream.concat(Stream.of(people), otherPeople.stream()).distinct().toList();
    }

    /** The containers that have every account below them: none of these is below another. */
    public List<DN> searched() {
        List<DN> all = containers();
        return all.stream()
                .filter(inner ->
                        all.stream().noneMatch(outer -> inner.isDescendantOf(outer, false)))
                .toList();
    }

    /** Whether the place is below a container of accounts. */
    public boolean isBelowPeople(DN dn) {
        return searched().stream().anyMatch(container -> dn.isDescendantOf(container, false));
    }

    /** The place of the account with this username in one of the containers. */
    public DN person(String username, DN container) {
        return new DN(new RDN(profile.person().naming(), username), container);
    }

    /**
     * The place of the group with this name. An equals sign in it need not be escaped (RFC 4514,
     * section 2.4), but domain controllers accept a DN only if it is.
     */
    public DN group(String name) {
        DN plain = new DN(new RDN("cn", name), groups);
        return name.indexOf('=') < 0 ? plain : escaped(name, plain);
    }

    private DN escaped(String name, DN plain) {
        String value = new RDN("cn", name).toString().substring("cn=".length());
        try {
            return new DN("cn=%s,%s".formatted(value.replace("=", "\\3D"), groups));
        } catch (LDAPException e) {
            throw new IllegalStateException("An escaped DN is a DN: " + plain, e);
        }
    }

    private static Refusal unknownContainer() {
        return new Refusal(
                new PolicyRefused(
                        "the connection's container of accounts is new since the start of this service;"
                                + " restart it"));
    }
}
