/**
 * Recovery codes.
 *
 * <p>{@link dev.vestibule.gateway.factor.recoverycode.RecoveryCodeFactory} is the line in the list
 * of kinds. {@code RecoveryCodeAuthenticator} asks for a code; {@link
 * dev.vestibule.gateway.factor.recoverycode.RecoveryCodes} makes codes and uses them up. Begin with
 * the codes.
 */
@NullMarked
package dev.vestibule.gateway.factor.recoverycode;

import org.jspecify.annotations.NullMarked;
