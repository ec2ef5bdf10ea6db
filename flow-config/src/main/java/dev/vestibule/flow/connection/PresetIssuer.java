package dev.vestibule.flow.connection;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.UrlTypes;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Finds the issuer of an OpenID connection, with the tenants of Microsoft Entra.
 *
 * @param written the YAML's issuer; null for that of the preset
 * @param tenant the YAML's tenant, of {@code microsoft} only; null for none
 * @param allowed the YAML's tenants
 */
record PresetIssuer(
        OidcPreset preset,
        @Nullable URI written,
        @Nullable String tenant,
        List<String> allowed,
        Fields fields) {
    private static final URI CLOUD = URI.create("https://login.microsoftonline.com");

    /** The words for more tenants than one. */
    private static final Set<String> SEVERAL = Set.of("common", "organizations");

    /** A stand-in where the issuer is missing, which is reported. */
    URI issuer() {
        if (tenant != null && microsoft()) {
            return URI.create(cloud() + "/" + tenant + "/v2.0");
        }
        URI issuer = written == null ? preset.issuer() : written;
        if (issuer == null) {
            return UrlTypes.ISSUER.standIn();
        }
        checkFixed(issuer);
        return issuer;
    }

    /** Null where the issuer is one tenant, or no tenant. */
    @Nullable Tenants tenants() {
        return several() ? new Tenants(cloud(), Set.copyOf(allowed)) : null;
    }

    /** Adds problems of keys that belong to Microsoft. */
    void checkTenants() {
        if (tenant != null && !microsoft()) {
            fields.error(
                    "tenant",
                    "a tenant of " + preset.name(),
                    "a tenant with type: microsoft",
                    "Remove the key.");
        }
        if (tenant != null && written != null && !written.getRawPath().isEmpty()) {
            fields.error(
                    "issuer",
                    "an issuer with a path beside tenant",
                    "no issuer, or the address of another cloud of Microsoft",
                    "Remove one of the two.");
        }
        if (several() && allowed.isEmpty()) {
            fields.error(
                    "tenant",
                    "no allowed-tenants beside " + tenant,
                    "the ids of the tenants whose users may sign in",
                    "Add allowed-tenants: without it every tenant of Microsoft would be trusted.");
        }
        if (!several() && !allowed.isEmpty()) {
            fields.error(
                    "allowed-tenants",
                    "tenants without tenant: organizations",
                    "the key beside tenant: organizations or tenant: common",
                    "Remove the key, or add tenant: organizations.");
        }
    }

    private boolean microsoft() {
        return preset.name().equals("microsoft");
    }

    private boolean several() {
        return microsoft() && tenant != null && SEVERAL.contains(tenant);
    }

    private URI cloud() {
        return written == null ? CLOUD : written;
    }

    /** Tests have a provider's part played on this machine. */
    private void checkFixed(URI issuer) {
        URI usual = preset.issuer();
        if (preset.fixed()
                && usual != null
                && !issuer.equals(usual)
                && !UrlTypes.isLoopback(HostPort.of(issuer).host())) {
            fields.error(
                    "issuer",
                    "an issuer that is not " + preset.product(),
                    "no issuer, which is " + usual,
                    "Remove the issuer, or choose type: oidc.");
        }
    }
}
