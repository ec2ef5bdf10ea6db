package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What an app sees as user or group comes from one source: the directory, or one connection. */
final class NameSpaceTest {
    private static final String FORUM =
            World.GATEWAY + "/.vestibule/login?app=forum&connection=beta&return=/forum";
    private static final String OFF = "provisioning: { enabled: false }";

    /** The forum is for users of beta alone, whose names are meant as they are. */
    private static final String PLAIN =
            Yaml.STANDARD
                    .replace(
                            OFF,
                            "provisioning: { enabled: false, username: claims.preferred_username }")
                    .replace("authenticate: [alpha, beta]", "authenticate: [beta]");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void whoIsSkippedCannotHaveTheNameOfAnAccountAsTheirSubject() {
        World world = worlds.start(folder);
        world.browser().open(World.WIKI);
        world.provider.signIn(Map.of("sub", "ada", "contractor", true));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.received("x-forwarded-user")).isEqualTo("alpha:ada");
        assertThat(page.received("x-forwarded-preferred-username")).isEqualTo("alpha:ada");
    }

    @Test
    void aProvidersGroupsAreNoGroupsOfTheDirectory() {
        World world = worlds.start(folder);
        world.other.signIn(Map.of("sub", "ada", "groups", List.of("admins", "alpha:admins")));

        WebAnswer page = world.browser().open(FORUM);

        assertThat(page.received("x-forwarded-user")).isEqualTo("beta:ada");
        assertThat(page.received("x-forwarded-groups")).isEqualTo("beta:admins,beta:alpha:admins");
    }

    @Test
    void aMappedNameIsQualifiedWhereTheConfigurationSaysSo() {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replace(
                                OFF,
                                "provisioning: { enabled: false, qualified: true,"
                                        + " username: claims.preferred_username }"));
        world.other.signIn(Map.of("sub", "b-7", "preferred_username", "ada"));

        assertThat(world.browser().open(FORUM).received("x-forwarded-user")).isEqualTo("beta:ada");
    }

    @Test
    void groupsThatTheConfigurationNamesArePlainAndAllOthersAreNot() {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replace(
                                OFF,
                                "provisioning: { enabled: false, groups: { value: claims.groups,"
                                        + " map: { ext: externals }, default: [visitors],"
                                        + " patterns: [{ match: 'team-(.*)', name: 'team $1' },"
                                        + " { match: 'x-.*', name: extras }] } }"));
        world.other.signIn(
                Map.of("sub", "b-7", "groups", List.of("ext", "admins", "team-red", "x-1")));

        assertThat(world.browser().open(FORUM).received("x-forwarded-groups"))
                .isEqualTo("externals,beta:admins,beta:team red,extras,visitors");
    }

    @Test
    void aNameThatTheEditorMapsIsMeantAsItIsWhereItMeetsNoOther() {
        World world = worlds.start(folder, PLAIN);
        world.other.signIn(
                Map.of(
                        "sub", "b-7",
                        "preferred_username", "Bob",
                        "groups", List.of("guests", "alpha:admins")));

        WebAnswer page = world.browser().open(FORUM);

        assertThat(page.received("x-forwarded-user")).isEqualTo("Bob");
        assertThat(page.received("x-forwarded-groups")).isEqualTo("guests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "ROOT", "alpha:1", "beta:1", "bob ", "b\u200bob", "b\u043eb"})
    void aPlainNameFollowsTheRuleOfUsernames(String name) {
        World world = worlds.start(folder, PLAIN);
        world.other.signIn(Map.of("sub", "b-7", "preferred_username", name));

        WebAnswer page = world.browser().open(FORUM);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("This username cannot be used");
        assertThat(world.logged("request failed kind=username_refused"))
                .contains("connection beta", "no user without an account gets the name");
    }

    @Test
    void anAccountWhoseNameHasTheFormOfAnotherConnectionsUserIsRefused() {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replace(
                                        "      when: '!has(claims.contractor)'",
                                        "      existing-account: link-verified-email")
                                .replaceFirst(
                                        "type: oidc",
                                        "type: oidc\n    email-domains: [example.org]"));
        world.directory.add("Beta:b-7", "ada@example.org", "canary battery staple");
        world.provider.signIn(
                Map.of(
                        "sub", "1",
                        "preferred_username", "ada",
                        "email", "ada@example.org",
                        "email_verified", true));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(403);
        assertThat(world.logged("request failed kind=username_refused"))
                .contains("uid=Beta:b-7,ou=people");
    }

    @Test
    void aGroupOfTheDirectoryThatLooksLikeAConnectionsStaysInTheDirectory() {
        World world = worlds.start(folder);
        world.provider.signIn(
                Map.of(
                        "sub", "1",
                        "preferred_username", "ada",
                        "groups", List.of("engineering", "beta:admins", "urn:mace:staff")));

        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.received("x-forwarded-groups").split(","))
                .containsExactlyInAnyOrder("engineering", "urn:mace:staff");
    }

    @Test
    void theAssertionAndWhoamiSayTheConnectionAndWhetherThereIsAnAccount() {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replace(
                                "identity: { headers: [x-forwarded] }",
                                "identity: { headers: [x-forwarded], assertion: true }"));
        world.other.signIn(Map.of("sub", "b-7"));
        TestBrowser ada = world.browser();
        TestBrowser guest = world.browser();

        JsonObject account = asserted(ada.open(World.WIKI));
        JsonObject none = asserted(guest.open(FORUM));

        assertThat(account.getString("sub")).isEqualTo("ada");
        assertThat(account.getString("connection")).isEqualTo("alpha");
        assertThat(account.getBoolean("account")).isTrue();
        assertThat(none.getString("sub")).isEqualTo("beta:b-7");
        assertThat(none.getString("connection")).isEqualTo("beta");
        assertThat(none.getBoolean("account")).isFalse();
        assertThat(guest.get(World.GATEWAY + "/.vestibule/whoami").body())
                .contains("\"user\":\"beta:b-7\"", "\"connection\":\"beta\"", "\"account\":false");
        assertThat(ada.get(World.GATEWAY + "/.vestibule/whoami").body())
                .contains("\"user\":\"ada\"", "\"account\":true");
    }

    private static JsonObject asserted(WebAnswer page) {
        String payload = page.received("x-vestibule-assertion").split("[.]")[1];
        return new JsonObject(
                new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }
}
