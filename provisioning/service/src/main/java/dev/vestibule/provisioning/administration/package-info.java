/**
 * What administrators, and rules of theirs, do with accounts: show, list, export, check, disable,
 * enable, delete.
 *
 * <p>{@link dev.vestibule.provisioning.administration.AccountDirectory} answers the commands.
 * {@code AccountDetailsReader} says where each value and membership comes from, {@code
 * AccountSearch} reads page by page, {@code AccountLdif} writes LDIF, {@code AccountChanges}
 * changes.
 *
 * <p>Called by the verticle alone. Begin with {@code AccountDirectory}.
 */
@NullMarked
package dev.vestibule.provisioning.administration;

import org.jspecify.annotations.NullMarked;
