/**
 * The passkey (Web Authentication): its settings and their keys. The gateway's authenticator, which
 * begins with {@code PasskeyFactory}, has the same package name.
 *
 * <p>One file, since each kind of factor has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.factor.passkey;

import org.jspecify.annotations.NullMarked;
