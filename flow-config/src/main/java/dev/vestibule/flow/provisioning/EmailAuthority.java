package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.address.EmailAddress;

import java.util.Map;
import java.util.Set;

/**
 * The addresses that a connection is authoritative for. An address that a provider has only sent a
 * mail to may belong to another user by now.
 *
 * @param domains that the configuration names, in the form of {@link EmailAddress#domain}; empty
 *     when it names none
 * @param google whether it is Google: its own mail domains, and a domain that it hosts, if the
 *     claim {@code hd} says so, and of these only the named domains if there are any. Other
 *     addresses of Google accounts were verified once and never again
 */
public record EmailAuthority(Set<String> domains, boolean google) {
    private static final Set<String> OWN = Set.of("gmail.com", "googlemail.com");

    public EmailAuthority {
        domains = Set.copyOf(domains);
    }

    /**
     * Whether the provider is authoritative for this address.
     *
     * @param claims of the user with this address
     */
    public boolean speaksFor(EmailAddress address, Map<String, Object> claims) {
        String domain = address.domain();
        boolean wanted = domains.contains(domain) || google && domains.isEmpty();
        return wanted && (!google || OWN.contains(domain) || domain.equals(claims.get("hd")));
    }

    /** Whether the provider decides about any address at all. */
    public boolean isAny() {
        return google || !domains.isEmpty();
    }

    /**
     * Whether the provider can verify this address for applications. Where the configuration names
     * domains, it cannot for an address of another domain.
     */
    public boolean canVerify(String email, Map<String, Object> claims) {
        return domains.isEmpty()
                || EmailAddress.of(email).filter(a -> speaksFor(a, claims)).isPresent();
    }
}
