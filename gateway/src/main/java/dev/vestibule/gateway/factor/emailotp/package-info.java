/**
 * The code by mail.
 *
 * <p>{@link dev.vestibule.gateway.factor.emailotp.EmailOtpFactory} is the line in the list of
 * kinds. {@code EmailOtpAuthenticator} sends a code, checks what the user types, and sends another
 * one on request; {@code EmailOtpPage} asks. Begin with the authenticator.
 */
@NullMarked
package dev.vestibule.gateway.factor.emailotp;

import org.jspecify.annotations.NullMarked;
