/**
 * Makes an account match a verified identity, at each sign-in.
 *
 * <p>{@link dev.vestibule.provisioning.merge.UserDirectory} answers the commands of the gateway;
 * and repeats what another sign-in was quicker at. {@code AccountCreator} adds an entry under the
 * first free username, {@code AccountUpdater} brings one up to date, and {@code AttributeMerge} is
 * the three-way merge of claims, of what the gateway last wrote, and of what an administrator
 * changed.
 *
 * <p>Called by the verticle alone; it calls every package but {@code administration}. Begin with
 * {@code UserDirectory}, then {@code AttributeMerge}.
 */
@NullMarked
package dev.vestibule.provisioning.merge;

import org.jspecify.annotations.NullMarked;
