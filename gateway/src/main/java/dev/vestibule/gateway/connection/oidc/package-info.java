/**
 * Connections to OpenID providers, by the authorization code flow (OpenID Connect Core, section
 * 3.1).
 *
 * <p>The composition root registers {@code OidcAuthenticators}; each connection has an {@link
 * dev.vestibule.gateway.connection.oidc.OidcAuthenticator}, where reading begins. {@code
 * AuthorizationRequests} and {@code PushedRequests} send the user away, {@code AnswerInspection}
 * looks at the answer, {@code TokenEndpoint} redeems its code, {@code IdToken}, {@code SigningKeys}
 * and {@code IdTokenValidator} verify what came, {@code UserinfoEndpoint} adds claims, {@code
 * OidcSignOut} and {@code LogoutTokens} end sessions. {@code AccessTokens} verifies what programs
 * send, with {@code AccessTokenCheck} and {@code Introspection}. {@code Discovery} and {@code
 * CachedDocument} keep the provider's metadata and keys; {@code ProviderHttp} makes every call.
 */
@NullMarked
package dev.vestibule.gateway.connection.oidc;

import org.jspecify.annotations.NullMarked;
