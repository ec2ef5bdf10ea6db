/**
 * One-time codes of an authenticator app (RFC 6238).
 *
 * <p>{@link dev.vestibule.gateway.factor.totp.TotpFactory} is the line in the list of kinds. {@code
 * TotpAuthenticator} asks for a code, {@code TotpEnrolment} sets an app up; both check codes with
 * {@code TotpCodes}, which accepts each one once. {@code TotpSecret} is the arithmetic. Begin with
 * the authenticator.
 */
@NullMarked
package dev.vestibule.gateway.factor.totp;

import org.jspecify.annotations.NullMarked;
