/**
 * An identity provider that believes what the user types: to try the gateway, and for nothing else.
 *
 * <p>Begin reading at {@link dev.vestibule.demo.idp.DemoIdentityProvider}, which {@link
 * dev.vestibule.demo.Demo} starts: an embedded OpenID Connect server. {@code AuthorizationEndpoint}
 * puts a sign-in page in front of it: {@code SignInPage} is shown, {@code SignInForm} reads the
 * answer, {@code SignInChoice} is what the user chose.
 */
@NullMarked
package dev.vestibule.demo.idp;

import org.jspecify.annotations.NullMarked;
