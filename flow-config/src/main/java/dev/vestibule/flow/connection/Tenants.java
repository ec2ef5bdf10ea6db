package dev.vestibule.flow.connection;

import java.net.URI;
import java.util.Set;

/**
 * The tenants of Microsoft Entra whose users a connection takes. Each tenant is an issuer of its
 * own, and all of them have one discovery document, whose issuer is a template.
 *
 * @param cloud address of Entra
 * @param allowed ids of tenants, in small letters
 */
public record Tenants(URI cloud, Set<String> allowed) {
    private static final String ID = "{tenantid}";

    public Tenants {
        allowed = Set.copyOf(allowed);
    }

    /** What the discovery document has as its issuer. */
    public String template() {
        return issuer(ID);
    }

    /** The issuer of one tenant, allowed or not. */
    public String issuer(String tenant) {
        return cloud + "/" + tenant + "/v2.0";
    }

    /** Whether it is the issuer of an allowed tenant. */
    boolean issues(String issuer) {
        return allowed.stream().map(this::issuer).anyMatch(issuer::equals);
    }
}
