/**
 * Passwords of accounts.
 *
 * <p>{@link dev.vestibule.provisioning.credential.AccountPasswords} gives a new account the
 * password that its user chose. {@link dev.vestibule.provisioning.credential.OwnershipProof} checks
 * a typed password against the directory, bounded by {@code PasswordAttempts}, before an existing
 * account is linked.
 *
 * <p>Called by {@code merge} and {@code link}. Begin with either of the two; they do not know each
 * other.
 */
@NullMarked
package dev.vestibule.provisioning.credential;

import org.jspecify.annotations.NullMarked;
