package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An address that the provider does not verify is no address for an application. */
final class VerifiedEmailTest {
    private static final String VERIFIED =
            "mail: { value: claims.email, when: claims.email_verified }";
    private static final String BETA =
            World.GATEWAY + "/.vestibule/login?app=forum&connection=beta";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    static Stream<Object> yes() {
        return Stream.of(true, "true", 1);
    }

    static Stream<Object> no() {
        return Stream.of(
                false, "false", 0, "", "no", "TRUE ", 2, -1, 0.5, List.of(true), Map.of("a", true));
    }

    @ParameterizedTest
    @MethodSource("yes")
    void whatIsVerifiedInAnyFormReachesDirectoryAndApplication(Object flag) {
        start(VERIFIED);

        assertThat(email(flag)).isEqualTo("ada@example.org");
        assertThat(world.directory.person("ada").getAttributeValue("mail"))
                .isEqualTo("ada@example.org");
        assertThat(emailWithoutAccount(flag)).isEqualTo("ada@example.org");
    }

    @ParameterizedTest
    @MethodSource("no")
    void whatIsNotVerifiedReachesNeither(Object flag) {
        start(VERIFIED);

        assertThat(email(flag)).isEmpty();
        assertThat(world.directory.person("ada").hasAttribute("mail")).isFalse();
        assertThat(emailWithoutAccount(flag)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("no")
    void whatIsWrittenAllTheSameReachesNoApplication(Object flag) {
        start("mail: claims.email");

        assertThat(email(flag)).isEmpty();
        assertThat(world.directory.person("ada").getAttributeValue("mail"))
                .isEqualTo("ada@example.org");
    }

    @Test
    void whatTheProviderSaysNothingOfIsNotVerified() {
        start("mail: claims.email");

        assertThat(email(null)).isEmpty();
        assertThat(emailWithoutAccount(null)).isEmpty();
    }

    @Test
    void theEditorMayTrustAProvider() {
        world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replace(VERIFIED, "mail: claims.email")
                                .replace("type: oidc", "type: oidc\n    trust-email: true"));

        assertThat(email(false)).isEqualTo("ada@example.org");
        assertThat(emailWithoutAccount(null)).isEqualTo("ada@example.org");
    }

    @Test
    void anAddressOfADomainThatTheProviderDoesNotDecideAboutIsNotVerified() {
        world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replace(
                                "type: oidc", "type: oidc\n    email-domains: [partner.example]"));

        assertThat(email(true)).isEmpty();
        assertThat(emailWithoutAccount(true)).isEmpty();
    }

    @Test
    void anAddressOfTheDirectoryThatTheProviderDoesNotNameIsTheAccounts() {
        start(VERIFIED);
        email(false);
        world.directory.set("ada", "mail", "lovelace@example.org");

        assertThat(email(false)).isEqualTo("lovelace@example.org");
    }

    @Test
    void theAddressStaysAwayWhenTheSessionIsComparedWithTheDirectory() {
        start("mail: claims.email");
        person(false);
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);
        world.directory.set("ada", "displayName", "Ada");
        world.clock.advance(java.time.Duration.ofSeconds(40));
        world.eventually(
                () -> browser.get(World.GATEWAY + "/.vestibule/whoami").body().contains("Ada"));

        assertThat(browser.get(World.WIKI).received("x-forwarded-email")).isEmpty();
    }

    private void start(String mail) {
        world = worlds.start(folder, Yaml.STANDARD.replace(VERIFIED, mail));
    }

    private String email(@Nullable Object flag) {
        person(flag);
        return world.browser().open(World.WIKI).received("x-forwarded-email");
    }

    private String emailWithoutAccount(@Nullable Object flag) {
        world.other.signIn(claims(flag));
        return world.browser().open(BETA + "&return=/forum").received("x-forwarded-email");
    }

    private void person(@Nullable Object flag) {
        world.provider.signIn(claims(flag));
    }

    private static Map<String, Object> claims(@Nullable Object flag) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", "1");
        claims.put("preferred_username", "ada");
        claims.put("email", "ada@example.org");
        if (flag != null) {
            claims.put("email_verified", flag);
        }
        return claims;
    }
}
