/** OpenID Connect: discovery, authorization request, code exchange and ID-token validation. */
@NullMarked
package dev.vestibule.gateway.oidc;

import org.jspecify.annotations.NullMarked;
