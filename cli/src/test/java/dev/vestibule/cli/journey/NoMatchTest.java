package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/**
 * Accounts come from somewhere else: whoever has one is linked to it, and nobody gets a new one.
 */
final class NoMatchTest {
    private static final String LINKING =
            """
            enabled: true
                  existing-account: { policy: link-verified-email, match: [{ attribute: mail, value: claims.email }], no-match: skip }
            """
                    .strip();

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replaceFirst("enabled: true", LINKING)
                                .replaceFirst(
                                        "type: oidc",
                                        "type: oidc\n    email-domains: [example.org]"));
        world.directory.add("countess", "ada@example.org", "staple battery horse");
    }

    @Test
    void whomNoRuleFindsGoesOnWithoutAnAccount() {
        signIn("grace", "grace@example.org");

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.received("x-forwarded-user")).isEqualTo("alpha:grace");
        assertThat(world.directory.people()).hasSize(1);
        assertThat(world.logged("event=login outcome=completed"))
                .contains("account=\"-\"", "provisioning=no-match");
    }

    @Test
    void whoeverIsFoundIsLinked() {
        signIn("ada", "ada@example.org");

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.received("x-forwarded-user")).isEqualTo("countess");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void whoWasLinkedStaysSoWithAnotherAddress() {
        signIn("ada", "ada@example.org");
        world.browser().open(World.WIKI);
        signIn("ada", "lovelace@example.org");

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.received("x-forwarded-user")).isEqualTo("countess");
    }

    private void signIn(String name, String email) {
        world.provider.signIn(
                Map.of(
                        "sub",
                        name,
                        "preferred_username",
                        name,
                        "email",
                        email,
                        "email_verified",
                        true));
    }
}
