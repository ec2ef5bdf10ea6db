package dev.vestibule.gateway.account;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.provisioning.api.FederatedIdentity;

import org.jspecify.annotations.Nullable;

/** The names of links on pages, without the provider's key for the user. */
final class LinkNames {
    private LinkNames() {}

    /** Names the link in the forms of one session; it has no meaning elsewhere. */
    static String name(Session session, FederatedIdentity link) {
        return Tokens.hash(
                "vestibule.link " + session.key() + " " + link.issuer() + " " + link.subject());
    }

    /** The first connection with the link's issuer, null when there is none any more. */
    static @Nullable Connection connection(FlowConfig config, FederatedIdentity link) {
        String issuer = provider(link);
        return config.connections().values().stream()
                .filter(connection -> connection.issues(issuer))
                .findFirst()
                .orElse(null);
    }

    /** The link's issuer, whatever claim its subject was taken from. */
    static String provider(FederatedIdentity link) {
        return link.issuer().split("#", 2)[0];
    }
}
