/**
 * How programs sign in: access tokens that users make for applications, those of identity
 * providers, and certificates that a proxy has asked for.
 *
 * <p>Begin with {@link dev.vestibule.gateway.token.TokenSessions}, which the gate of the apps asks
 * for who a request acts for. {@code Credential} is what a request carries; each {@code
 * ProgramKind} finds the session of one kind of it. {@code PersonalSessions} knows the tokens of
 * users: {@code TokenText} is the text of a token, {@code PersonalTokens} keeps tokens with the
 * accounts, each as an {@code AccessToken}, which knows the hash and never the token, {@code
 * RecentTokens} for a moment. {@code BearerSessions} lets the connections verify the tokens of
 * their providers, and {@code RecentBearers} keeps the outcome for a moment; so it does for {@code
 * CertificateSessions}, where {@code ClientCertificate} is what a proxy has sent and {@code
 * ClientAuthorities} verify it.
 */
@NullMarked
package dev.vestibule.gateway.token;

import org.jspecify.annotations.NullMarked;
