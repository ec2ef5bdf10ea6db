package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.BadAnswers;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Identity providers that say much about one person. */
final class ManyClaimsTest {
    private static final String RULE = "access: [{ allow: \"true\" }]";
    private static final List<String> HUNDRED =
            IntStream.range(0, 100).mapToObj(n -> "project-" + n).toList();

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void aLargeClaimThatARuleReadsStaysInTheSession() {
        World world = world("access: [{ allow: '\"project-99\" in claims.projects' }]");
        world.provider.signIn(ada(Map.of("projects", HUNDRED, "badges", HUNDRED)));
        TestBrowser browser = world.browser();

        assertThat(browser.open(World.WIKI).status()).isEqualTo(200);
        assertThat(browser.get(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aClaimOfTheTokenStaysWhereARuleReadsIt() {
        World world =
                world("access: [{ allow: 'claims.iss.startsWith(\"http\") && has(claims.iat)' }]");
        TestBrowser browser = world.browser();

        assertThat(browser.open(World.WIKI).status()).isEqualTo(200);
        assertThat(browser.get(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void aRuleFailsOnALargeClaimThatNoRuleReadAtTheLogin() {
        World world = world(RULE);
        world.provider.signIn(ada(Map.of("projects", HUNDRED, "floor", 3)));
        TestBrowser browser = world.browser();
        assertThat(browser.open(World.WIKI).status()).isEqualTo(200);

        reload(world, "access: [{ allow: '!(\"banned\" in claims.projects)' }]");
        assertThat(browser.get(World.WIKI).status()).isEqualTo(403);
        reload(world, "access: [{ allow: '!has(claims.projects)' }]");
        assertThat(browser.get(World.WIKI).status()).isEqualTo(403);
        reload(
                world,
                "access: [{ deny: 'claims.exists(name, name == \"x\")' }, { allow: 'true' }]");
        assertThat(browser.get(World.WIKI).status()).isEqualTo(403);
        reload(world, "access: [{ allow: 'claims.floor == 3' }]");
        assertThat(browser.get(World.WIKI).status()).isEqualTo(200);
    }

    @Test
    void whoseProviderSaysTooMuchIsNotSignedInAndEverybodyElseIs() {
        World world = world(RULE);
        String many = String.join(",", Collections.nCopies(80_000, "{}"));
        world.provider.answer(
                Endpoint.USERINFO, BadAnswers.json("{\"sub\":\"1\",\"many\":[" + many + "]}"));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(502);
        assertThat(world.logged("authentication failed")).contains("says more than 64 KB");
        assertThat(world.directory.people()).isEmpty();
    }

    private World world(String access) {
        return worlds.start(
                folder,
                Yaml.STANDARD.replaceFirst(Pattern.quote(RULE), Matcher.quoteReplacement(access)));
    }

    private static void reload(World world, String access) {
        int before = applied(world);
        world.write(
                "vestibule.yaml",
                Yaml.STANDARD.replaceFirst(Pattern.quote(RULE), Matcher.quoteReplacement(access)));
        world.eventually(() -> applied(world) > before);
    }

    private static int applied(World world) {
        return (int)
                world.log.lines().stream()
                        .filter(line -> line.startsWith("event=config_applied"))
                        .count();
    }

    private static Map<String, Object> ada(Map<String, Object> more) {
        Map<String, Object> person = new HashMap<>(more);
        person.put("sub", "1");
        person.put("preferred_username", "ada");
        return person;
    }
}
