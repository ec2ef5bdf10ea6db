/**
 * Links between accounts and federated identities (issuer and subject).
 *
 * <p>{@link dev.vestibule.provisioning.link.ExistingAccountRules} decides about an account that
 * matches a verified identity and is not linked to it, and links it; {@code LinkEligibility} says
 * what speaks against that. {@link dev.vestibule.provisioning.link.LinkedIdentities} lists and adds
 * links, {@link dev.vestibule.provisioning.link.AccountLinks} removes one and what its connection
 * granted.
 *
 * <p>Called by {@code merge} and by the verticle. Begin with {@code ExistingAccountRules}.
 */
@NullMarked
package dev.vestibule.provisioning.link;

import org.jspecify.annotations.NullMarked;
