package dev.vestibule.gateway.connection.oauth;

import java.net.URI;
import java.util.Set;

/**
 * The facts about a provider that publishes no metadata.
 *
 * @param authorization endpoint that browsers are sent to
 * @param token endpoint that redeems codes
 * @param answerIssuer the name that its answers may carry as {@code iss} (RFC 9207)
 * @param prompts the values of {@code prompt} that it knows
 */
public record OAuthProvider(
        URI authorization, URI token, String answerIssuer, Set<String> prompts) {
    public OAuthProvider {
        prompts = Set.copyOf(prompts);
    }
}
