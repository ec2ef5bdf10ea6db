/**
 * The section {@code connections.ID.provisioning}: the content of an account, and how it follows
 * the identity provider.
 *
 * <p>Records: {@link Provisioning} and its parts {@link AttributeMapping}, {@link GroupMapping},
 * {@link ExistingAccountSettings}, {@link Leavers}, {@link EmailAuthority}. Keys: {@link
 * ProvisioningSection} and the sections below it. Checks: {@link ProvisioningCheck} runs all of
 * them that look at one connection; {@link MembershipCheck} compares connections. {@link
 * AttributeTexts} makes values of results, also for steps. The words for synchronisation are those
 * of the provisioning service. Begin with {@link Provisioning}.
 */
@NullMarked
package dev.vestibule.flow.provisioning;

import org.jspecify.annotations.NullMarked;
