package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.regex.Matcher;

/** What a reader of the stores learns of the tokens of identity providers: nothing. */
final class SealedTokensTest {
    private static final String LOGOUT = World.GATEWAY + "/.vestibule/logout";
    private static final String WHOAMI = World.GATEWAY + "/.vestibule/whoami";
    private static final String SHOP = "http://shop.localhost:" + TestBrowser.PUBLIC_PORT;
    private static final String OLD = "${env:FACTOR_KEY}";
    private static final String NEXT = "${env:NEXT_FACTOR_KEY}";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private volatile String signature = "";

    @BeforeEach
    void start() {
        world = worlds.start(folder, withKeys(OLD));
        world.provider.endSessions();
        world.provider.idToken((keys, claims) -> {
            String token = keys.sign(JWSAlgorithm.RS256, claims);
            signature = token.substring(token.lastIndexOf('.') + 1);
            return token;
        });
    }

    @Test
    void noStoreEverHasATokenOfTheProvider() {
        TestBrowser browser = world.browser();
        browser.open(SHOP + "/");
        WebAnswer end = browser.follow(signOut(browser, SHOP));

        assertThat(end.body()).contains("You are signed out here and at alpha.");
        assertThat(world.provider.requests(Endpoint.END_SESSION)).isOne();
        assertThat(world.stored())
                .anyMatch(text -> text.startsWith("sessions ") && text.contains("idToken"))
                .anyMatch(text -> text.startsWith("departures ") && text.contains("idToken"))
                .noneMatch(text -> text.contains(signature))
                .noneMatch(text -> text.contains("canary-access-token"))
                .noneMatch(text -> text.contains(world.provider.clientSecret()));
        assertThat(world.log.lines()).noneMatch(line -> line.contains(signature));
    }

    @Test
    void aNodeWithANewerKeyOpensWhatTheOldOneHasSealed() {
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);
        world.write("vestibule.yaml", withKeys(NEXT + ", " + OLD));
        TestBrowser after = browser.at(world.portOfAnotherNode());

        assertThat(signOut(after, World.GATEWAY).location())
                .startsWith(world.provider.url(Endpoint.END_SESSION))
                .contains("id_token_hint=", signature);
    }

    @Test
    void whatNoKeyOpensIsMissingAndTheUserIsSignedOutAllTheSame() {
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);
        world.write("vestibule.yaml", withKeys(NEXT));
        TestBrowser after = browser.at(world.portOfAnotherNode());

        WebAnswer leaving = signOut(after, World.GATEWAY);

        assertThat(leaving.location())
                .startsWith(world.provider.url(Endpoint.END_SESSION))
                .doesNotContain("id_token_hint");
        assertThat(after.follow(leaving).body()).contains("You are signed out here and at alpha.");
        assertThat(after.get(WHOAMI).status()).isEqualTo(401);
        assertThat(browser.get(WHOAMI).status()).isEqualTo(401);
        assertThat(world.logged("sign-out without id_token_hint", "connection=alpha"))
                .doesNotContain(signature);
    }

    private static WebAnswer signOut(TestBrowser browser, String host) {
        WebAnswer button = browser.get(host + LOGOUT.substring(World.GATEWAY.length()));
        return browser.post(button.action(), button.fields());
    }

    private static String withKeys(String keys) {
        return Yaml.STANDARD.replaceFirst(
                "gateway:\n",
                Matcher.quoteReplacement("gateway:\n  keys: [" + quoted(keys) + "]\n"));
    }

    private static String quoted(String keys) {
        return "\"" + keys.replace(", ", "\", \"") + "\"";
    }
}
