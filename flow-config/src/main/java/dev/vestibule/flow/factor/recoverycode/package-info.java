/**
 * The recovery codes: its settings and their keys. The gateway's authenticator has the same package
 * name.
 *
 * <p>One file, since each kind of factor has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.factor.recoverycode;

import org.jspecify.annotations.NullMarked;
