/**
 * The section {@code connections}: our relationship with each identity provider.
 *
 * <p>{@link Connection} is what every kind has; {@link AuthenticatorType} is one kind, with the
 * keys that it takes, and {@link AuthenticatorTypes} finds it by its {@code type}. OpenID Connect
 * is one of them: {@link OidcConnection}, {@link OidcType} with its keys, and the {@link
 * OidcPreset} of a provider, with its {@link PresetIssuer} and the {@link Tenants} of Microsoft.
 * {@link GithubConnection} and {@link FacebookConnection}, each an {@link OAuthConnection}, share
 * {@link OAuthType} and {@link OAuthPreset}. {@link ConnectionCheck} compares connections. Begin
 * with {@link AuthenticatorType}.
 */
@NullMarked
package dev.vestibule.flow.connection;

import org.jspecify.annotations.NullMarked;
