package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The log line of a refusal names the user that was refused. */
final class RefusedLoginLinesTest {
    private static final String ADA = "account=\"uid=ada,ou=people,dc=example,dc=org\"";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replace(
                                        "management: 127.0.0.1:0",
                                        "management: 127.0.0.1:0\n"
                                                + "  audit: { file: audit.jsonl }")
                                .replaceFirst(
                                        "access: \\[\\{ allow: \"true\" }]",
                                        "access: [{ allow: '\"staff\" in account.groups' }]"));
    }

    @Test
    void aDisabledAccountIsNamedInLogAndAudit() throws IOException {
        world.browser().open(World.WIKI);
        world.directory.set("ada", "vestibuleDisabled", "TRUE");

        world.browser().open(World.WIKI);

        assertThat(world.logged("event=login outcome=account_disabled"))
                .contains("connection=alpha", "app=wiki", ADA);
        assertThat(world.logged("request failed kind=account_disabled"))
                .contains("connection=alpha", "app=wiki", ADA);
        assertThat(audited("account-disabled"))
                .contains("\"account\":\"uid=ada,ou=people,dc=example,dc=org\"")
                .contains("\"connection\":\"alpha\"");
    }

    @Test
    void aProviderThatRefusesIsNamed() {
        world.provider.redirect(answer -> Map.of("error", "access_denied", "state", state(answer)));

        world.browser().open(World.WIKI);

        assertThat(world.logged("event=login outcome=provider_rejected"))
                .contains("connection=alpha", "app=wiki");
    }

    @Test
    void aProviderThatIsAwayIsNamed() {
        world.provider.answer(
                TestProvider.Endpoint.DISCOVERY, ctx -> ctx.response().setStatusCode(500).end());

        world.browser().open(World.WIKI);

        assertThat(world.logged("event=login outcome=provider_"))
                .contains("connection=alpha", "app=wiki");
    }

    @Test
    void anIdentityWithoutAnAccountIsRefusedByTheNameOfItsConnection() {
        world.provider.signIn(Map.of("sub", "1"));

        world.browser().open(World.WIKI);

        assertThat(world.logged("event=login outcome=provisioning_refused"))
                .contains("connection=alpha", "account=\"-\"");
    }

    @Test
    void aRefusedRequestNamesAppAndAccount() {
        world.browser().open(World.WIKI);

        assertThat(world.logged("request failed kind=access_refused"))
                .contains("detail=\"no rule matches\"")
                .contains("app=wiki", "connection=alpha", "account=\"ada\"");
    }

    @Test
    void aNameInALineCannotForgeAnother() {
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "a\" app=forged", "groups", List.of()));

        world.browser().open(World.WIKI);

        assertThat(world.log.lines().stream().filter(line -> line.contains("access_refused")))
                .noneMatch(line -> line.contains("\" app=forged"));
    }

    private static String state(Map<String, String> answer) {
        return answer.getOrDefault("state", "");
    }

    private String audited(String outcome) throws IOException {
        try (var files = Files.walk(folder)) {
            Path file =
                    files.filter(path -> path.endsWith("audit.jsonl"))
                            .findFirst()
                            .orElseThrow(AssertionError::new);
            return Files.readAllLines(file).stream()
                    .filter(line -> line.contains("\"outcome\":\"" + outcome + "\""))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no line of " + outcome));
        }
    }
}
