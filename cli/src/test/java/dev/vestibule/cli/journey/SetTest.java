package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** Values that a flow names for its conditions. */
final class SetTest {
    private static final String TIERS =
            Yaml.STANDARD.replaceFirst(
                    "(staff:\n    steps:\n      - id: first\n        authenticate: \\[alpha]\n)",
                    """
                    $1      - { id: plan, set: { tier: 'claims.plan == "gold" ? "vip" : "basic"' } }
                          - { deny: 'Gold only.', when: 'steps.plan.values.tier != "vip"' }
                    """);

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void laterConditionsReadTheValue() {
        World world = worlds.start(folder, TIERS);

        WebAnswer gold = signIn(world, Map.of("sub", "1", "plan", "gold"));
        WebAnswer iron = signIn(world, Map.of("sub", "2", "plan", "iron"));

        assertThat(gold.body()).startsWith("> GET /wiki");
        assertThat(iron.status()).isEqualTo(403);
        assertThat(iron.body()).contains("Gold only.");
    }

    @Test
    void aValueThatCannotBeEvaluatedTakesTheStricterBranch() {
        World world = worlds.start(folder, TIERS);

        WebAnswer unknown = signIn(world, Map.of("sub", "3"));

        assertThat(unknown.status()).isEqualTo(403);
    }

    @Test
    void aValueThatIsTooLongTakesTheStricterBranch() {
        World world =
                worlds.start(
                        folder, TIERS.replaceFirst("claims.plan == .* \"basic\"", "claims.plan"));

        assertThat(signIn(world, Map.of("sub", "4", "plan", "vip")).body()).startsWith("> GET");
        assertThat(signIn(world, Map.of("sub", "5", "plan", "v".repeat(501))).status())
                .isEqualTo(403);
    }

    private static WebAnswer signIn(World world, Map<String, Object> claims) {
        world.provider.signIn(
                Map.of(
                        "sub", claims.get("sub"),
                        "preferred_username", "u" + claims.get("sub"),
                        "plan", claims.getOrDefault("plan", Map.of())));
        return world.browser().open(World.WIKI);
    }
}
