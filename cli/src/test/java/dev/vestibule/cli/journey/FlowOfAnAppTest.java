package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The rules of an app see the last login of its own flow, whatever was signed in to since. */
final class FlowOfAnAppTest {
    private static final String YAML =
            """
            gateway: { url: "http://localhost:18080", listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            directory:
              url: "@LDAP@"
              bind: { dn: "cn=vestibule,ou=services,dc=example,dc=org", password: "${env:BIND_PASSWORD}" }
              base: dc=example,dc=org
              people: ou=people
              groups: ou=groups
            connections:
              weak:
                type: oidc
                issuer: "@ISSUER@"
                client-id: "@CLIENT@"
                client-secret: ${env:CLIENT_SECRET}
                provisioning: { enabled: PROVISION, username: claims.preferred_username, attributes: { sn: claims.name }, groups: claims.groups }
              strong:
                type: oidc
                issuer: "@ISSUER@"
                client-id: "@CLIENT@"
                client-secret: ${env:CLIENT_SECRET}
                provisioning: { enabled: PROVISION, username: claims.preferred_username, attributes: { sn: claims.name }, groups: claims.groups }
            flows:
              either: { steps: [ { id: first, authenticate: [weak, strong] } ] }
              firm: { steps: [ { id: first, authenticate: [strong] } ] }
              only: { steps: [ { id: only, authenticate: [weak] } ] }
            apps:
              steps: { match: { path: /steps }, upstream: "@UPSTREAM@", flow: either, access: [ { allow: 'steps.first.option == "strong"' } ] }
              connection: { match: { path: /connection }, upstream: "@UPSTREAM@", flow: either, access: [ { allow: 'connection == "strong"' } ] }
              claims: { match: { path: /claims }, upstream: "@UPSTREAM@", flow: either, access: [ { allow: 'claims.level == 2' } ] }
              recent: { match: { path: /recent }, upstream: "@UPSTREAM@", flow: either, access: [ { allow: 'now - steps.first.at < duration("5m")' } ] }
              open: { match: { path: /open }, upstream: "@UPSTREAM@", flow: either, access: [ { allow: "true" } ] }
              firm: { match: { path: /firm }, upstream: "@UPSTREAM@", flow: firm, access: [ { allow: "true" } ] }
              only: { match: { path: /only }, upstream: "@UPSTREAM@", flow: only, access: [ { allow: "true" } ] }
            """;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        start("true");
    }

    private void start(String provision) {
        world = worlds.start(folder.resolve(provision), YAML.replace("PROVISION", provision));
        browser = world.browser();
        person(1, "staff");
    }

    @Test
    void aStepOfAnotherFlowOpensNothing() {
        signIn("steps", "weak");

        signIn("firm", "strong");

        assertThat(status("/firm")).isEqualTo(200);
        assertThat(status("/steps")).isEqualTo(403);
        assertThat(status("/connection")).isEqualTo(403);
    }

    @Test
    void aLoginToAnotherAppClosesNothing() {
        signIn("steps", "strong");

        signIn("only", "weak");

        assertThat(status("/only")).isEqualTo(200);
        assertThat(status("/steps")).isEqualTo(200);
        assertThat(status("/connection")).isEqualTo(200);
    }

    @Test
    void claimsOfAnotherFlowsLoginOpenNothing() {
        signIn("claims", "weak");
        person(2, "staff");

        signIn("firm", "strong");

        assertThat(status("/claims")).isEqualTo(403);
    }

    @Test
    void theTimeOfAStepIsThatOfTheAppsFlow() {
        signIn("recent", "strong");
        world.clock.advance(Duration.ofMinutes(6));

        signIn("firm", "strong");

        assertThat(status("/recent")).isEqualTo(403);
    }

    @Test
    void theAccountIsOneInEveryFlow() {
        signIn("open", "strong");
        person(1, "staff", "engineering");

        signIn("only", "weak");
        world.directory.set("ada", "displayName", "Ada");
        world.clock.advance(Duration.ofSeconds(40));

        world.eventually(() ->
                browser.get(World.GATEWAY + "/open")
                        .received("x-forwarded-groups")
                        .contains("engineering"));
    }

    @Test
    void aDisabledAccountEndsEveryFlow() {
        signIn("open", "strong");
        signIn("only", "weak");

        world.directory.set("ada", "vestibuleDisabled", "TRUE");
        world.clock.advance(Duration.ofSeconds(40));

        world.eventually(() -> status("/open") == 303 && status("/only") == 303);
    }

    @Test
    void withoutAnAccountAnAppSeesWhoSignedInToItsFlow() {
        start("false");
        signIn("open", "strong");
        person(1, "others");

        signIn("only", "weak");

        assertThat(browser.get(World.GATEWAY + "/open").received("x-forwarded-groups"))
                .isEqualTo("staff");
        assertThat(browser.get(World.GATEWAY + "/only").received("x-forwarded-groups"))
                .isEqualTo("others");
    }

    private void person(int level, String... groups) {
        world.provider.signIn(
                Map.of(
                        "sub", "1",
                        "name", "Ada",
                        "preferred_username", "ada",
                        "level", level,
                        "groups", List.of(groups)));
    }

    private void signIn(String app, String connection) {
        browser.open(
                World.GATEWAY
                        + "/.vestibule/login?app="
                        + app
                        + "&connection="
                        + connection
                        + "&return=/"
                        + app);
    }

    private int status(String path) {
        return browser.get(World.GATEWAY + path).status();
    }
}
