package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.address.EmailAddress;

import java.util.Map;
import java.util.Set;

/**
 * The addresses that a connection is authoritative for. An address that a provider has only sent a
 * mail to may belong to another user by now.
 */
public sealed interface EmailAuthority {

    /**
     * Whether the provider is authoritative for this address.
     *
     * @param claims of the user with this address
     */
    boolean speaksFor(EmailAddress address, Map<String, Object> claims);

    /** Whether the provider decides about any address at all. */
    boolean isAny();

    /** The domains that the configuration names; empty when it names none. */
    Set<String> domains();

    /**
     * Whether the provider can verify this address for applications. Where the configuration names
     * domains, it cannot for an address of another domain.
     */
    default boolean canVerify(String email, Map<String, Object> claims) {
        return domains().isEmpty()
                || EmailAddress.of(email).filter(a -> speaksFor(a, claims)).isPresent();
    }

    /**
     * Domains that the configuration names.
     *
     * @param domains in the form of {@link EmailAddress#domain}
     */
    record Domains(Set<String> domains) implements EmailAuthority {
        public Domains {
            domains = Set.copyOf(domains);
        }

        @Override
        public boolean speaksFor(EmailAddress address, Map<String, Object> claims) {
            return domains.contains(address.domain());
        }

        @Override
        public boolean isAny() {
            return !domains.isEmpty();
        }
    }

    /**
     * Google: its own mail domains, and a domain that it hosts, if the claim {@code hd} says so.
     * Other addresses of Google accounts were verified once and never again.
     *
     * @param domains narrows it down to these; empty takes them all
     */
    record Google(Set<String> domains) implements EmailAuthority {
        private static final Set<String> OWN = Set.of("gmail.com", "googlemail.com");

        public Google {
            domains = Set.copyOf(domains);
        }

        @Override
        public boolean speaksFor(EmailAddress address, Map<String, Object> claims) {
            String domain = address.domain();
            boolean wanted = domains.isEmpty() || domains.contains(domain);
            return wanted && (OWN.contains(domain) || domain.equals(claims.get("hd")));
        }

        @Override
        public boolean isAny() {
            return true;
        }
    }
}
