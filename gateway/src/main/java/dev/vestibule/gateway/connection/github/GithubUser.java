package dev.vestibule.gateway.connection.github;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;

import dev.vestibule.gateway.connection.oauth.UserApi;
import dev.vestibule.gateway.connection.oauth.UserRequest;
import dev.vestibule.gateway.connection.oidc.Members;
import dev.vestibule.gateway.connection.oidc.ProviderHttp;
import dev.vestibule.gateway.outbound.HttpAnswer;
import dev.vestibule.gateway.outbound.JsonObjects;

import io.vertx.core.Future;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks GitHub who the user is. The number is the subject: the name can be changed, and then pass to
 * another user. The address of the profile is not used, because nothing says that it is verified;
 * the list of addresses says it of each.
 *
 * @param api address of GitHub's interface for programs
 * @param addresses whether the scopes let us read the user's addresses
 */
record GithubUser(String api, boolean addresses, ProviderHttp http) implements UserApi {
    @Override
    public Future<Map<String, Object>> claims(BearerAccessToken token) {
        UserRequest request = new UserRequest(http, "the user of GitHub");
        return request.send(URI.create(api + "/user"), token)
                .map(answer -> user(request, answer))
                .compose(claims -> addresses ? withAddress(claims, token) : done(claims));
    }

    private static Future<Map<String, Object>> done(Map<String, Object> claims) {
        return Future.succeededFuture(claims);
    }

    private static Map<String, Object> user(UserRequest request, HttpAnswer answer) {
        Members user = request.object(answer);
        if (!(user.values().get("id") instanceof Long number) || number <= 0) {
            throw request.refusal("it has no number as id");
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", number.toString());
        claims.put("preferred_username", user.requiredText("login"));
        UserRequest.keep(user.values().get("name"), "name", claims);
        UserRequest.keep(user.values().get("avatar_url"), "picture", claims);
        UserRequest.keep(user.values().get("html_url"), "profile", claims);
        return claims;
    }

    private Future<Map<String, Object>> withAddress(
            Map<String, Object> claims, BearerAccessToken token) {
        UserRequest request = new UserRequest(http, "the list of addresses of GitHub");
        return request.send(URI.create(api + "/user/emails?per_page=100"), token)
                .map(answer -> {
                    if (!answer.isJson()) {
                        throw request.refusal("its Content-Type is no JSON type");
                    }
                    address(
                            JsonObjects.parseList(answer.body().getBytes(), request::refusal),
                            claims);
                    return claims;
                });
    }

    /** One address is the primary one, which the user chooses there. */
    private static void address(List<Object> listed, Map<String, Object> claims) {
        for (Object each : listed) {
            if (each instanceof Map<?, ?> entry
                    && Boolean.TRUE.equals(entry.get("primary"))
                    && entry.get("email") instanceof String address) {
                claims.put("email", address);
                claims.put("email_verified", Boolean.TRUE.equals(entry.get("verified")));
                return;
            }
        }
    }
}
