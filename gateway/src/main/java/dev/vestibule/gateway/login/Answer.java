package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.login.PendingLogin.Channel;

import org.jspecify.annotations.Nullable;

/**
 * What came for a login that waits.
 *
 * @param option the connection that it names: by the callback address that was called, or by a link
 */
public record Answer(Channel channel, RequestParameters parameters, @Nullable String option) {

    /** Only the endpoint knows the channel; what the user chose comes as a parameter. */
    Answer(Channel channel, RequestParameters parameters) {
        this(channel, parameters, parameters.optional(LoginAddress.CONNECTION));
    }
}
