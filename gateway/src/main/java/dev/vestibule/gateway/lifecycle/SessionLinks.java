package dev.vestibule.gateway.lifecycle;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.provisioning.api.FederatedIdentity;

import org.jspecify.annotations.Nullable;

/**
 * The link by which the account of an open session is found.
 *
 * @param config the version of the configuration that decides
 */
record SessionLinks(FlowConfig config) {

    /**
     * The link that the session's connection uses now; by {@code sub} when there is no such
     * connection any more.
     *
     * @return null when the identity lacks the claim that the connection links by now. Then the
     *     account is unknown, so the session must end: the next login has the claim, or is refused
     */
    @Nullable FederatedIdentity of(Session session) {
        SessionIdentity holder = session.accountHolder();
        VerifiedIdentity verified = (holder == null ? session.identity() : holder).verified();
        Connection connection = config.connections().get(verified.connection());
        if (connection == null) {
            return new FederatedIdentity(verified.issuer(), verified.subject());
        }
        SubjectLink link = SubjectLink.of(verified, connection.provisioning());
        return link == null ? null : link.current();
    }
}
