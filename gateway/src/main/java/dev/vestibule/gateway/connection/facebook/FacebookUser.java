package dev.vestibule.gateway.connection.facebook;

import com.nimbusds.oauth2.sdk.token.BearerAccessToken;

import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.connection.oauth.UserApi;
import dev.vestibule.gateway.connection.oauth.UserRequest;
import dev.vestibule.gateway.connection.oidc.Members;
import dev.vestibule.gateway.connection.oidc.ProviderHttp;
import dev.vestibule.gateway.outbound.HttpAnswer;

import io.vertx.core.Future;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Asks Facebook's Graph API who the user is. The number is the user's number at this client.
 *
 * @param graph address of the Graph API
 * @param secret signs the access token, so that a token of another client is refused
 */
record FacebookUser(String graph, Secret secret, ProviderHttp http) implements UserApi {
    private static final String FIELDS = "id,name,first_name,last_name,email,picture";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,63}");

    @Override
    public Future<Map<String, Object>> claims(BearerAccessToken token) {
        UserRequest request = new UserRequest(http, "the user of Facebook");
        URI address =
                URI.create(
                        graph
                                + "/me?fields="
                                + FIELDS
                                + "&appsecret_proof="
                                + proof(token.getValue()));
        return request.send(address, token).map(answer -> user(request, answer));
    }

    private static Map<String, Object> user(UserRequest request, HttpAnswer answer) {
        Members user = request.object(answer);
        String number = user.requiredText("id");
        if (!NUMBER.matcher(number).matches()) {
            throw request.refusal("its id is no number");
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", number);
        UserRequest.keep(user.values().get("name"), "name", claims);
        UserRequest.keep(user.values().get("first_name"), "given_name", claims);
        UserRequest.keep(user.values().get("last_name"), "family_name", claims);
        UserRequest.keep(user.values().get("email"), "email", claims);
        if (user.values().get("picture") instanceof Map<?, ?> picture
                && picture.get("data") instanceof Map<?, ?> data) {
            UserRequest.keep(data.get("url"), "picture", claims);
        }
        return claims;
    }

    /** HMAC-SHA256 of the access token with the client secret, in hexadecimal digits. */
    String proof(String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(secret.reveal()), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(token)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA256", missing);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
