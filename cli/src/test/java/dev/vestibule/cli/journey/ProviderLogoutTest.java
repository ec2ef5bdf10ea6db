package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;

import dev.vestibule.gateway.connection.oidc.TestKeys;
import dev.vestibule.gateway.connection.oidc.TestProvider;

import io.vertx.core.http.HttpMethod;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An identity provider says that its session has ended (OpenID Connect Back-Channel and
 * Front-Channel Logout), and others who say so.
 */
final class ProviderLogoutTest {
    private static final String BACK = World.GATEWAY + "/.vestibule/backchannel-logout/alpha";
    private static final String FRONT = World.GATEWAY + "/.vestibule/frontchannel-logout/alpha";
    private static final String WHOAMI = World.GATEWAY + "/.vestibule/whoami";
    private static final String SID = "a2f0c6de-0001-4a4e-9f6d-aaaaaaaaaaaa";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
        sid(world.provider, SID);
        browser = world.browser();
        browser.open(World.WIKI);
    }

    @Test
    void theSessionOfItsSidEndsOnEveryNodeAndNoOther() {
        sid(world.provider, "another-session-there-0002");
        TestBrowser second = world.browserOfAnotherNode();
        second.open(World.WIKI);
        TestBrowser node = world.browserOfAnotherNode();

        WebAnswer answer = node.post(BACK, token(claims("sid", SID)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        assertThat(second.get(WHOAMI).status()).isEqualTo(200);
        assertThat(world.logged("event=provider-logout", "connection=alpha", "sessions=1"))
                .doesNotContain(SID);
    }

    @Test
    void everySessionOfItsSubjectEndsOnEveryHost() {
        sid(world.provider, "another-session-there-0002");
        TestBrowser second = world.browserOfAnotherNode();
        second.open("http://shop.localhost:" + TestBrowser.PUBLIC_PORT + "/");

        WebAnswer answer = world.browser().post(BACK, token(claims("sub", "1")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        assertThat(second.get(WHOAMI).status()).isEqualTo(401);
    }

    @Test
    void bothMustBeOfOneSession() {
        Map<String, Object> both = claims("sid", SID);
        both.put("sub", "2");

        WebAnswer answer = world.browser().post(BACK, token(both));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(browser.get(WHOAMI).status()).isEqualTo(200);
    }

    @Test
    void aTokenWithoutATypeIsTakenToo() {
        String untyped = world.provider.keys().sign(JWSAlgorithm.RS256, claims("sid", SID));

        assertThat(world.browser().post(BACK, Map.of("logout_token", untyped)).status())
                .isEqualTo(200);
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
    }

    @Test
    void theSameTokenDoesNotWorkTwiceOnWhateverNode() {
        Map<String, String> form = token(claims("sub", "1"));
        world.browser().post(BACK, form);
        world.clock.advance(Duration.ofSeconds(5));
        browser.open(World.WIKI);

        WebAnswer again = world.browserOfAnotherNode().post(BACK, form);

        assertThat(again.status()).isEqualTo(400);
        assertThat(browser.get(WHOAMI).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss=https://evil.example",
                "aud=another-client",
                "aud=null",
                "iss=null",
                "iat=null",
                "exp=null",
                "jti=null",
                "events=null",
                "sid=null",
                "nonce=n",
                "exp=-120",
                "iat=-900",
                "iat=900"
            })
    void aClaimThatIsWrongEndsNothing(String change) {
        Map<String, Object> claims = claims("sid", SID);
        String name = change.substring(0, change.indexOf('='));
        String value = change.substring(change.indexOf('=') + 1);
        if (value.equals("null")) {
            claims.remove(name);
        } else {
            claims.put(name, value.matches("-?\\d+") ? now() + Long.parseLong(value) : value);
        }

        assertRefused(token(claims));
    }

    @Test
    void anEventOfAnotherKindEndsNothing() {
        Map<String, Object> claims = claims("sid", SID);
        claims.put("events", Map.of("https://schemas.openid.net/secevent/risc", Map.of()));
        Map<String, Object> text = claims("sid", SID);
        text.put("events", Map.of(EVENT, "yes"));

        assertRefused(token(claims));
        assertRefused(token(text));
    }

    @Test
    void aTokenThatTheProviderHasNotSignedEndsNothing() throws JOSEException {
        Map<String, Object> claims = claims("sid", SID);
        var rsa = world.provider.keys().rsa();
        JWSHeader known = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(rsa.getKeyID()).build();
        JWSHeader secret = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(rsa.getKeyID()).build();
        byte[] published = rsa.toRSAPublicKey().getEncoded();

        List<String> forged =
                List.of(
                        TestKeys.compact("{\"alg\":\"none\"}", claims, _ -> new byte[0]),
                        TestKeys.compact("{\"alg\":\"RS256\"}", claims, _ -> new byte[256]),
                        TestKeys.sign(secret, new MACSigner(published), claims),
                        TestKeys.sign(known, TestKeys.newRsaKey(), claims),
                        "garbage",
                        "");

        forged.forEach(token -> assertRefused(Map.of("logout_token", token)));
        assertRefused(Map.of("another", "field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "dpop+jwt", "secevent+jwt", "id_token"})
    void aTokenOfAnotherTypeEndsNothing(String type) {
        assertRefused(Map.of("logout_token", signed(type, claims("sid", SID))));
    }

    @Test
    void anIdTokenIsNoLogoutToken() {
        Map<String, Object> claims = claims("sid", SID);
        claims.remove("events");
        claims.put("nonce", "n");

        assertRefused(token(claims));
    }

    @Test
    void theTokenOfOneConnectionIsNoneOfAnother() {
        WebAnswer other =
                world.browser().post(BACK.replace("alpha", "beta"), token(claims("sid", SID)));
        WebAnswer unknown =
                world.browser().post(BACK.replace("alpha", "nothing"), token(claims("sid", SID)));
        WebAnswer host =
                world.browser()
                        .post(
                                BACK.replace("//localhost", "//shop.localhost"),
                                token(claims("sid", SID)));

        assertThat(other.status()).isEqualTo(400);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(host.status()).isEqualTo(404);
        assertThat(browser.get(WHOAMI).status()).isEqualTo(200);
    }

    @Test
    void whoErrsTooOftenWaits() {
        world =
                worlds.start(
                        folder.resolve("behind"),
                        Yaml.STANDARD.replace(
                                "gateway:\n", "gateway:\n  trusted-proxies: [127.0.0.0/8]\n"));
        for (int token = 0; token < 61; token++) {
            assertThat(from("192.0.2.7", "garbage")).isEqualTo(400);
        }
        String good = signed("logout+jwt", claims("sid", SID));

        assertThat(from("192.0.2.7", good)).isEqualTo(429);
        assertThat(from("198.51.100.1", good)).isEqualTo(200);
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(from("192.0.2.7", "garbage")).isEqualTo(400);
    }

    /** The status of a notice that comes from this address. */
    private int from(String address, String token) {
        return world.client
                .request(
                        HttpMethod.POST,
                        world.gateway().port(),
                        "127.0.0.1",
                        "/.vestibule/backchannel-logout/alpha")
                .compose(request ->
                        request.putHeader("Host", "localhost:" + TestBrowser.PUBLIC_PORT)
                                .putHeader("X-Forwarded-For", address)
                                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                                .send("logout_token=" + token))
                .map(response -> response.statusCode())
                .await();
    }

    @Test
    void aLoginThatIsInProgressStartsNoSessionAfterIt() {
        TestBrowser slow = world.browser();
        world.other.signIn(Map.of("sub", "9", "preferred_username", "ada"));
        String second =
                slow.until(
                        world.other.issuer() + "/authorize",
                        World.GATEWAY + "/.vestibule/login?app=vault&return=%2Fvault");
        world.browser().post(BACK, token(claims("sid", SID)));

        WebAnswer end = slow.open(second);

        assertThat(end.status()).isEqualTo(400);
        assertThat(slow.get(WHOAMI).status()).isEqualTo(401);
    }

    @Test
    void aLaterSignInIsNotMeant() {
        world.browser().post(BACK, token(claims("sub", "1")));
        world.clock.advance(Duration.ofSeconds(5));

        browser.open(World.WIKI);

        assertThat(browser.get(WHOAMI).status()).isEqualTo(200);
    }

    @Test
    void aFrameOfTheProviderEndsTheSessionOfItsSid() {
        WebAnswer answer =
                world.browser().get(FRONT + "?iss=" + world.provider.issuer() + "&sid=" + SID);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
    }

    @Test
    void onlyTheProviderMayFrameIt() {
        String policy =
                world.client
                        .request(
                                HttpMethod.GET,
                                world.gateway().port(),
                                "127.0.0.1",
                                "/.vestibule/frontchannel-logout/alpha?iss="
                                        + world.provider.issuer()
                                        + "&sid="
                                        + SID)
                        .compose(request ->
                                request.putHeader("Host", "localhost:" + TestBrowser.PUBLIC_PORT)
                                        .send())
                        .map(response ->
                                response.getHeader("X-Frame-Options")
                                        + " "
                                        + response.getHeader("Content-Security-Policy"))
                        .await();

        assertThat(policy)
                .isEqualTo("null default-src 'none'; frame-ancestors " + world.provider.issuer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?iss=https://evil.example&sid=" + SID,
                "?sid=" + SID,
                "?iss=@",
                "?iss=@&sid=short",
                "?iss=@&sid=" + SID + "x",
                "?iss=@&sid=" + SID + "&sid=" + SID
            })
    void aFrameWithAnotherIssuerOrSidEndsNothing(String query) {
        world.browser().get(FRONT + query.replace("@", world.provider.issuer()));

        assertThat(browser.get(WHOAMI).status()).isEqualTo(200);
    }

    private void assertRefused(Map<String, String> form) {
        WebAnswer answer = world.browser().post(BACK, form);

        assertThat(answer.status()).as("%s", form).isEqualTo(400);
        assertThat(browser.get(WHOAMI).status()).as("%s", form).isEqualTo(200);
    }

    private Map<String, String> token(Map<String, Object> claims) {
        return Map.of("logout_token", signed("logout+jwt", claims));
    }

    private String signed(String type, Map<String, Object> claims) {
        var rsa = world.provider.keys().rsa();
        return TestKeys.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(type))
                        .keyID(rsa.getKeyID())
                        .build(),
                rsa,
                claims);
    }

    private Map<String, Object> claims(String name, String value) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", world.provider.issuer());
        claims.put("aud", world.provider.clientId());
        claims.put("iat", now());
        claims.put("exp", now() + 120);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("events", Map.of(EVENT, Map.of()));
        claims.put(name, value);
        return claims;
    }

    private long now() {
        return world.clock.instant().getEpochSecond();
    }

    private static void sid(TestProvider provider, String sid) {
        provider.idTokenClaims(claims -> {
            claims.put("sid", sid);
            return claims;
        });
    }
}
