/**
 * The signed statement about the user that an app can verify: a JSON Web Token in a header field.
 *
 * <p>The package {@code proxy} asks {@link dev.vestibule.gateway.assertion.Assertions} for the
 * token of a request; begin reading there. {@link dev.vestibule.gateway.assertion.AssertionKey}
 * signs, and publishes its public half.
 */
@NullMarked
package dev.vestibule.gateway.assertion;

import org.jspecify.annotations.NullMarked;
