/**
 * The provisioning service: answers commands of the bus with the help of a directory.
 *
 * <p>Begin reading at {@link dev.vestibule.provisioning.ProvisioningVerticle}, which the
 * composition root deploys: it registers a handler for each command and runs each command on a
 * virtual thread. {@link dev.vestibule.provisioning.DirectoryServices} is the one place that builds
 * the collaborators of the packages below: {@code merge} (sign-ins), {@code link}, {@code group},
 * {@code credential}, {@code administration}, {@code inspect}, all on {@code account}, {@code
 * ldap.dialect} and {@code ldap}. {@code Outcomes} reports finished commands to the audit log and
 * as events, {@code Listings} sends long answers in pages.
 */
@NullMarked
package dev.vestibule.provisioning;

import org.jspecify.annotations.NullMarked;
