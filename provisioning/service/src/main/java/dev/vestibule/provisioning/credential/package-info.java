/**
 * Passwords and factors of accounts.
 *
 * <p>{@link dev.vestibule.provisioning.credential.Credentials} builds and holds what answers the
 * commands: {@code PasswordSignIn} verifies a password, {@code PasswordChanges} changes one, {@code
 * FactorRecords} reads and changes factors. {@code PasswordCheck} is one try of a password: counted
 * by {@code PasswordAttempts}, understood by {@code PolicyAnswer}, evened out by {@code
 * RefusalPace}. {@code PasswordWriter} writes passwords in each server's form.
 *
 * <p>{@link dev.vestibule.provisioning.credential.AccountPasswords} gives a new account the
 * password that its user chose, for {@code merge}. {@link
 * dev.vestibule.provisioning.credential.OwnershipProof} checks a typed password before an existing
 * account is linked, for {@code link}.
 *
 * <p>Called by the verticle, {@code merge} and {@code link}. Begin with {@code PasswordSignIn}.
 */
@NullMarked
package dev.vestibule.provisioning.credential;

import org.jspecify.annotations.NullMarked;
