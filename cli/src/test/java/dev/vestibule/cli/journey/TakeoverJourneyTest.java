package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Somebody is after the account of an administrator, with what providers can be made to say. Alpha
 * decides about example.org; beta signs in whoever comes.
 */
final class TakeoverJourneyTest {
    private static final String ADDRESS = "countess@example.org";
    private static final String PASSWORD = "canary staple battery horse";
    private static final String LINK = "vestibuleFederatedIdentity";
    private static final String SESSION = "__Host-vestibule-session";
    private static final String REFUSING =
            "{ policy: deny, match: [{ attribute: mail, value: claims.email }] }";

    @TempDir private Path folder;
    @RegisterExtension final Worlds worlds = new Worlds();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherProvidersWordForTheAddressOpensNothing(boolean verified) throws IOException {
        World world = under(REFUSING);
        world.other.signIn(person("m", "mallory", ADDRESS, verified));
        TestBrowser mallory = world.browser();

        WebAnswer page = at(mallory, "beta");

        assertRefused(world, mallory, page, "account_exists");
        assertThat(world.directory.people()).hasSize(1);
        assertThat(audited()).anyMatch(line -> line.contains("uid=countess"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoCannotProveTheAccountDoesNotLearnWhoseItIs(boolean verified) {
        World world = under("confirm");
        world.other.signIn(person("m", "mallory", ADDRESS, verified));
        TestBrowser mallory = world.browser();
        WebAnswer page = at(mallory, "beta");

        WebAnswer again =
                mallory.post(
                        page.action(), page.filled(Map.of("answer", "mine", "password", "guess")));

        assertThat(page.body()).doesNotContain("uid=", "countess<", "King");
        assertThat(again.status()).isEqualTo(403);
        assertNobodyHas(world, mallory);
    }

    @Test
    void withoutRulesTheyHaveAnAccountOfTheirOwnAndNoneOfHerGroups() {
        World world = under("deny");
        world.other.signIn(person("m", "mallory", ADDRESS, true));
        TestBrowser mallory = world.browser();

        WebAnswer app = at(mallory, "beta");

        assertThat(app.received("x-forwarded-user")).isEqualTo("mallory");
        assertThat(app.received("x-forwarded-groups")).isEmpty();
        assertThat(world.directory.person("countess").hasAttribute(LINK)).isFalse();
    }

    @Test
    void anAddressThatHerOwnProviderHasNotVerifiedOpensNothing() {
        World world = under("deny");
        world.provider.signIn(person("1", "mallory", ADDRESS, false));
        TestBrowser mallory = world.browser();

        assertRefused(world, mallory, at(mallory, "alpha"), "account_exists");
    }

    @Test
    void whoseAddressBecomesHersStaysWhoTheyWere() throws IOException {
        World world = under("deny");
        world.provider.signIn(person("1", "mallory", "mallory@example.org", true));
        at(world.browser(), "alpha");
        world.provider.signIn(person("1", "mallory", ADDRESS, true));

        WebAnswer app = at(world.browser(), "alpha");

        assertThat(app.received("x-forwarded-user")).isEqualTo("mallory");
        assertThat(world.directory.person("countess").hasAttribute(LINK)).isFalse();
        world.provider.signIn(person("2", "countess", ADDRESS, true));
        TestBrowser herself = world.browser();
        WebAnswer page = at(herself, "alpha");
        assertRefused(world, herself, page, "account_conflict");
        assertThat(page.body()).doesNotContain("mallory", "More than one");
        assertThat(world.logged("request failed kind=account_conflict"))
                .contains("uid=countess", "uid=mallory");
        assertThat(audited())
                .anyMatch(line -> line.contains("uid=countess") && line.contains("uid=mallory"));
    }

    @Test
    void herAddressWithAnotherSubjectOfHerProviderOpensNothing() {
        World world = under("deny");
        world.provider.signIn(person("1", "ada", ADDRESS, true));
        assertThat(at(world.browser(), "alpha").received("x-forwarded-user")).isEqualTo("countess");
        world.provider.signIn(person("2", "mallory", ADDRESS, true));
        TestBrowser mallory = world.browser();

        WebAnswer page = at(mallory, "alpha");

        assertThat(page.status()).isEqualTo(409);
        assertNeutral(page);
        assertThat(mallory.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.person("countess").getAttributeValues(LINK)).hasSize(1);
        assertThat(world.logged("request failed kind=account_exists"))
                .contains("uid=countess", "another subject");
    }

    @Test
    void herSubjectInOtherHandsOpensNothingOnceItsLinkIsTaken() {
        World world = under("deny");
        world.provider.signIn(person("1", "ada", ADDRESS, true));
        at(world.browser(), "alpha");
        world.directory.remove("countess", LINK);
        world.provider.signIn(person("1", "mallory", "mallory@example.org", true));

        WebAnswer app = at(world.browser(), "alpha");

        assertThat(app.received("x-forwarded-user")).isEqualTo("mallory");
        assertThat(world.directory.person("countess").hasAttribute(LINK)).isFalse();
    }

    @Test
    void anAccountThatWaitsWithSomebodysAddressIsNotWhereTheyArrive() throws IOException {
        World world = under("deny");
        world.other.signIn(person("m", "mallory", "victim@example.org", false));
        at(world.browser(), "beta");
        world.provider.signIn(person("1", "victim", "victim@example.org", true));
        TestBrowser victim = world.browser();

        WebAnswer page = at(victim, "alpha");

        assertThat(page.status()).isEqualTo(409);
        assertThat(page.body()).doesNotContain("mallory", "uid=");
        assertThat(victim.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.person("mallory").getAttributeValues(LINK)).hasSize(1);
        assertThat(world.logged("request failed kind=account_exists"))
                .contains("uid=mallory", "has not proved the address");
        assertThat(audited()).anyMatch(line -> line.contains("uid=mallory"));
    }

    @Test
    void aVerifiedAndAnUnverifiedAddressAreRefusedWithTheSamePage() {
        World world = under(REFUSING);
        world.other.signIn(person("m", "mallory", ADDRESS, true));
        WebAnswer verified = at(world.browser(), "beta");
        world.other.signIn(person("n", "mallory", ADDRESS, false));

        WebAnswer unverified = at(world.browser(), "beta");

        assertThat(unverified.status()).isEqualTo(verified.status());
        assertThat(withoutReference(unverified)).isEqualTo(withoutReference(verified));
    }

    private void assertRefused(World world, TestBrowser browser, WebAnswer page, String kind) {
        assertThat(page.status()).isEqualTo(409);
        assertNeutral(page);
        assertThat(world.logged("request failed kind=" + kind)).contains("uid=countess");
        assertNobodyHas(world, browser);
    }

    private static void assertNobodyHas(World world, TestBrowser browser) {
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.person("countess").hasAttribute(LINK)).isFalse();
    }

    private static void assertNeutral(WebAnswer page) {
        assertThat(page.body()).doesNotContain("countess", "uid=", "King", "ou=people");
    }

    private static String withoutReference(WebAnswer page) {
        return page.body().replaceAll("<code>[^<]*</code>", "");
    }

    /** Signs in to an app that takes either provider. */
    private static WebAnswer at(TestBrowser browser, String connection) {
        return browser.open(browser.open(World.GATEWAY + "/forum").link(connection));
    }

    private List<String> audited() throws IOException {
        try (var files = Files.walk(folder)) {
            Path file =
                    files.filter(each -> each.endsWith("audit.jsonl")).findFirst().orElseThrow();
            return Files.readAllLines(file).stream()
                    .map(line -> new JsonObject(line).getString("detail", ""))
                    .toList();
        }
    }

    private static Map<String, Object> person(
            String subject, String username, String email, boolean verified) {
        return Map.of(
                "sub", subject,
                "preferred_username", username,
                "email", email,
                "email_verified", verified);
    }

    /**
     * @param betas what becomes of accounts that match somebody of beta
     */
    private World under(String betas) {
        World started =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replace(
                                        "  management: 127.0.0.1:0\n",
                                        "  management: 127.0.0.1:0\n"
                                                + "  audit: { file: told/audit.jsonl }\n")
                                .replaceFirst(
                                        "    provisioning:\n      enabled: true\n",
                                        "    email-domains: [example.org]\n    provisioning:\n"
                                                + "      enabled: true\n      existing-account:"
                                                + " link-verified-email\n")
                                .replace(
                                        "provisioning: { enabled: false }",
                                        "provisioning: { enabled: true, existing-account: "
                                                + betas
                                                + ", username: claims.preferred_username,"
                                                + " attributes: { mail: claims.email } }"));
        started.directory.add("countess", ADDRESS, PASSWORD);
        return started;
    }
}
