package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.login.PendingLogin.Channel;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a login that waits.
 *
 * @param option the connection that it names: by the callback address that was called, or by a link
 */
public record Answer(Channel channel, RequestParameters parameters, @Nullable String option) {

    /** Only the endpoint knows the channel; the user's choice is a parameter. */
    Answer(Channel channel, RequestParameters parameters) {
        this(channel, parameters, parameters.optional(LoginAddress.CONNECTION));
    }
}
