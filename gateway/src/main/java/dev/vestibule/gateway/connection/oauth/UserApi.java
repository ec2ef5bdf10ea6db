package dev.vestibule.gateway.connection.oauth;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;

import io.vertx.core.Future;

import java.util.Map;

/** Asks a provider who its user is: what OpenID Connect has the ID token for. */
public interface UserApi {
    /**
     * The claims of the user whose access token it is, under the names of OpenID Connect (Core,
     * section 5.1), {@code sub} among them. It fails with {@code AuthenticationFailure} when the
     * provider says less than that.
     */
    Future<Map<String, Object>> claims(BearerAccessToken token);
}
