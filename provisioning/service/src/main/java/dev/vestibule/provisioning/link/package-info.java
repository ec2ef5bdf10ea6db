/**
 * Links between accounts and federated identities (issuer and subject).
 *
 * <p>{@link dev.vestibule.provisioning.link.ExistingAccountRules} decides about an account that
 * matches a verified identity and is not linked to it: {@code MatchingAccounts} finds it, {@code
 * LinkEligibility} says what speaks against it, {@code AccountLinker} writes the link. {@link
 * dev.vestibule.provisioning.link.LinkedIdentities} lists and adds links, {@link
 * dev.vestibule.provisioning.link.AccountLinks} removes one and what its connection granted.
 *
 * <p>Called by {@code merge}. Begin with {@code ExistingAccountRules}.
 */
@NullMarked
package dev.vestibule.provisioning.link;

import org.jspecify.annotations.NullMarked;
