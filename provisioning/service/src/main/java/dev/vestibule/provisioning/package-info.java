/**
 * The provisioning service: answers commands on the event bus with the directory's help.
 *
 * <p>{@link dev.vestibule.provisioning.ProvisioningVerticle} takes the commands of gateways, {@link
 * dev.vestibule.provisioning.DirectoryToolsVerticle} those of the administrator's tools. {@link
 * dev.vestibule.provisioning.DirectoryServices} is the one place that builds the collaborators of
 * the packages below: {@code merge} (sign-ins), {@code link}, {@code group}, {@code credential},
 * {@code administration}, {@code inspect}, all on {@code account}, {@code ldap.dialect} and {@code
 * ldap}. What is told afterwards, to the audit log and as events, is in {@code Outcomes}.
 *
 * <p>Begin with {@code DirectoryServices}.
 */
@NullMarked
package dev.vestibule.provisioning;

import org.jspecify.annotations.NullMarked;
