/**
 * What the factors of an account share.
 *
 * <p>Each kind of factor is a package below this one: an {@link
 * dev.vestibule.gateway.login.Authenticator}, its pages, and a factory that {@code LoginModule}
 * lists. {@link dev.vestibule.gateway.factor.AccountFactor} is what a step asks of those that an
 * account can have or lack. {@link dev.vestibule.gateway.factor.FactorStore} reads and writes the
 * secrets of an account, encrypted by the {@link dev.vestibule.gateway.seal.KeyRing}; {@link
 * dev.vestibule.gateway.factor.FactorGuard} counts guesses before they are checked; {@link
 * dev.vestibule.gateway.factor.KnownDevices} are the devices that complete a step by themselves. A
 * page of a factor is a {@link dev.vestibule.gateway.factor.FactorPage}. Begin with {@code totp}.
 */
@NullMarked
package dev.vestibule.gateway.factor;

import org.jspecify.annotations.NullMarked;
