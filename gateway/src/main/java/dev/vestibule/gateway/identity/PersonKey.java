package dev.vestibule.gateway.identity;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.provisioning.api.FederatedIdentity;

import org.jspecify.annotations.Nullable;

/**
 * The key by which two identities of one issuer belong to the same user.
 *
 * @param standard issuer and {@code sub}
 * @param link what the connection links accounts by; null when the identity lacks that claim
 */
public record PersonKey(FederatedIdentity standard, @Nullable FederatedIdentity link) {

    /** The key of an identity, as the configuration has its connection. */
    public static PersonKey of(VerifiedIdentity identity, FlowConfig config) {
        SubjectLink link = SubjectLink.of(identity, config);
        return new PersonKey(
                new FederatedIdentity(identity.issuer(), identity.subject()),
                link == null ? null : link.current());
    }

    /**
     * Whether both belong to the same user. The claim that links accounts decides if both have it:
     * a provider may give each of its clients another {@code sub} for one user (OpenID Connect
     * Core, section 8.1).
     */
    public boolean same(PersonKey other) {
        return link != null && other.link != null && link.issuer().equals(other.link.issuer())
                ? link.equals(other.link)
                : standard.equals(other.standard);
    }
}
