package dev.vestibule.gateway.connection.oauth;

import dev.vestibule.gateway.login.LoginState;

/**
 * What is remembered of an authorization request until its answer comes.
 *
 * @param codeVerifier proves at the token endpoint that the code is ours (RFC 7636)
 */
public record CodeState(String codeVerifier) implements LoginState {
    @Override
    public String toString() {
        return "CodeState[hidden]";
    }
}
