package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.EmailAuthority;

import java.util.Set;

/** The kinds of identity providers that the YAML can name. */
enum Provider {
    OIDC,
    GOOGLE;

    /**
     * Whose addresses such a provider decides about.
     *
     * @param domains that the configuration names
     */
    EmailAuthority authority(Set<String> domains) {
        return switch (this) {
            case OIDC -> new EmailAuthority.Domains(domains);
            case GOOGLE -> new EmailAuthority.Google(domains);
        };
    }
}
