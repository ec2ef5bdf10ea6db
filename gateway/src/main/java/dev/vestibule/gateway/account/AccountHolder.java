package dev.vestibule.gateway.account;

import dev.vestibule.gateway.session.Session;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindLinks.Links;

/**
 * A signed-in user who has an account at this moment.
 *
 * @param proved the link that was used to sign in
 */
record AccountHolder(Session session, FederatedIdentity proved, Links account) {}
