package dev.vestibule.gateway.account;

import dev.vestibule.gateway.session.Session;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.LinksReply.Links;

/**
 * Somebody who is signed in and has an account at this moment.
 *
 * @param proved the link that the session's sign-in has proved
 */
record AccountHolder(Session session, FederatedIdentity proved, Links account) {}
