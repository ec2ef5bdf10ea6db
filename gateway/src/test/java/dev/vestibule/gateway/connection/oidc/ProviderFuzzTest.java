package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator.Challenge;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Answers of a provider, damaged at random: each is a login or a typed refusal, in bounded time.
 * The seed is in the failure, so that it can be repeated.
 */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class ProviderFuzzTest {
    private static final int SEEDS = 1_000;
    private static final List<String> ODD =
            List.of(
                    "null",
                    "7",
                    "-1e400",
                    "1e999999999",
                    "9".repeat(400),
                    "true",
                    "[]",
                    "{}",
                    "\"\\ud800\"",
                    "\"\\u0000\"",
                    "\"\"",
                    "[".repeat(40),
                    "{\"a\":".repeat(40),
                    "\"a\":1,\"a\":2",
                    "\u202e",
                    "}",
                    "\"",
                    "\\",
                    ",",
                    "NaN",
                    "'x'",
                    "/**/");
    private static final List<String> TYPES =
            List.of(
                    "application/json",
                    "application/json;charset=x",
                    "text/html",
                    "",
                    ";;",
                    "a/b+json");

    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @Test
    void everyAnswerIsALoginOrATypedRefusal() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            damage(random);
            oidc.authenticator(connection -> connection);
            AuthenticationFailure failure =
                    catchThrowableOfType(AuthenticationFailure.class, this::signIn);
            if (failure != null) {
                assertThat(failure.getMessage())
                        .as("seed %d", seed)
                        .matches("[\\x20-\\x7e]{1,2000}")
                        .doesNotContain("unexpected ");
            }
        }
    }

    /** The browser finds the provider, whatever the damaged document says. */
    private void signIn() {
        Challenge.Redirect start = oidc.begin();
        String address = start.to().toString();
        String query = address.substring(address.lastIndexOf('?') + 1);
        URI authorize = URI.create(oidc.provider.url(Endpoint.AUTHORIZE) + "?" + query);
        oidc.complete(start, oidc.visit(authorize));
    }

    private void damage(Random random) {
        for (Endpoint endpoint : Endpoint.values()) {
            oidc.provider.behave(endpoint);
        }
        oidc.provider.idToken((keys, claims) -> keys.sign(JWSAlgorithm.RS256, claims));
        switch (random.nextInt(5)) {
            case 0 -> answer(Endpoint.DISCOVERY, document(), random);
            case 1 -> answer(Endpoint.JWKS, oidc.provider.keys().published(), random);
            case 2 -> answer(Endpoint.TOKEN, token(), random);
            case 3 ->
                    answer(Endpoint.USERINFO, "{\"sub\":\"ada-1815\",\"groups\":[\"a\"]}", random);
            default ->
                    oidc.provider.idToken((keys, claims) -> {
                        String[] parts = keys.sign(JWSAlgorithm.RS256, claims).split("\\.", -1);
                        int part = random.nextInt(2);
                        String json = new Base64URL(parts[part]).decodeToString();
                        parts[part] = Base64URL.encode(damaged(json, random)).toString();
                        return String.join(".", parts);
                    });
        }
    }

    private void answer(Endpoint endpoint, String whole, Random random) {
        byte[] bytes = damaged(whole, random);
        String type =
                random.nextInt(4) > 0 ? TYPES.get(0) : TYPES.get(random.nextInt(TYPES.size()));
        oidc.provider.answer(
                endpoint,
                context ->
                        context.response()
                                .putHeader("content-type", type)
                                .end(Buffer.buffer(bytes)));
    }

    private static byte[] damaged(String whole, Random random) {
        StringBuilder text = new StringBuilder(whole);
        for (int change = random.nextInt(3); change >= 0 && !text.isEmpty(); change--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.setLength(from);
                case 1 -> text.replace(from, to, "");
                case 2 -> text.replace(from, to, ODD.get(random.nextInt(ODD.size())));
                default -> text.insert(from, ODD.get(random.nextInt(ODD.size())));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private String document() {
        String issuer = oidc.provider.issuer();
        return """
        {"issuer":"%s","authorization_endpoint":"%s","token_endpoint":"%s","jwks_uri":"%s",
         "userinfo_endpoint":"%s","authorization_response_iss_parameter_supported":true}\
        """
                .formatted(
                        issuer,
                        oidc.provider.url(Endpoint.AUTHORIZE),
                        oidc.provider.url(Endpoint.TOKEN),
                        oidc.provider.url(Endpoint.JWKS),
                        oidc.provider.url(Endpoint.USERINFO));
    }

    private static String token() {
        return "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"e30.e30.e30\",\"expires_in\":1}";
    }
}
