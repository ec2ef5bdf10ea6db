package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A login of several steps is one person's, whoever offers an identity for the later ones. */
final class SamePersonTest {
    private static final String VAULT = World.GATEWAY + "/vault";
    private static final String SESSION = "__Host-vestibule-session";
    private static final String CONDITION =
            "        same-person: claims.preferred_username == first.claims.preferred_username\n";
    private static final String LINK = "vestibuleFederatedIdentity";

    /** The second step is a connection that provisions, and links alone tell whose it is. */
    private static final String PROVISIONED =
            Yaml.STANDARD
                    .replace(CONDITION, "")
                    .replace(
                            "provisioning: { enabled: false }",
                            "provisioning: { enabled: true, username: claims.preferred_username }");

    /** The second step is the issuer of the first, over a connection that provisions nothing. */
    private static final String ISSUER_TWICE =
            Yaml.STANDARD.replace(CONDITION, "").replace("@OTHER@", "@ISSUER@");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void anIdentityThatIsLinkedToNothingCompletesNoStepAndGetsNoAccount() {
        World world = worlds.start(folder, PROVISIONED);
        world.other.signIn(Map.of("sub", "g-1", "preferred_username", "grace"));
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(VAULT);

        assertRefused(world, browser, page);
        assertThat(page.next()).contains("/.vestibule/login?app=vault");
        assertThat(world.directory.people()).hasSize(1);
        assertThat(world.directory.person("ada").getAttributeValues(LINK)).hasSize(1);
        assertThat(world.logged("request failed kind=another_person"))
                .contains("connection beta", "linked to no account", "uid=ada,ou=people")
                .doesNotContain("g-1", "grace");
    }

    @Test
    void anIdentityThatIsLinkedToTheSameAccountCompletesTheStep() {
        World world = worlds.start(folder, PROVISIONED);
        world.browser().open(World.WIKI);
        world.directory.give("ada", LINK, world.other.issuer() + " other-ada");
        world.other.signIn(Map.of("sub", "other-ada", "preferred_username", "someone"));

        WebAnswer page = world.browser().open(VAULT);

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void anIdentityThatIsLinkedToAnotherAccountDoesNot() {
        World world = worlds.start(folder, PROVISIONED);
        world.other.signIn(Map.of("sub", "g-1", "preferred_username", "grace"));
        TestBrowser grace = world.browser();
        grace.open(grace.open(World.GATEWAY + "/forum").link("beta"));
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(VAULT);

        assertRefused(world, browser, page);
        assertThat(world.logged("request failed kind=another_person"))
                .contains("linked to uid=grace,ou=people", "uid=ada,ou=people");
    }

    @Test
    void anAccountThatWasDisabledBetweenTheStepsCompletesNone() {
        World world = worlds.start(folder, PROVISIONED);
        world.browser().open(World.WIKI);
        world.directory.give("ada", LINK, world.other.issuer() + " other-ada");
        world.other.signIn(Map.of("sub", "other-ada"));
        TestBrowser browser = world.browser();
        String second = browser.until(world.other.issuer(), VAULT);
        world.directory.set("ada", "vestibuleDisabled", "TRUE");

        WebAnswer page = browser.open(second);

        assertThat(page.status()).isEqualTo(403);
        assertThat(world.logged("request failed kind=account_disabled")).contains("uid=ada");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void theSameIssuerAndSubjectIsTheSamePersonOverAnyConnection() {
        World world = worlds.start(folder, ISSUER_TWICE);
        TestBrowser browser = visits(world, person("1", "ada"), person("1", "renamed"));

        WebAnswer page = browser.open(VAULT);

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void anotherSubjectOfTheSameIssuerIsAnotherPerson() {
        World world = worlds.start(folder, ISSUER_TWICE);
        TestBrowser browser = visits(world, person("1", "ada"), person("2", "ada"));

        assertRefused(world, browser, browser.open(VAULT));
    }

    @Test
    void theSameConnectionTwiceIsNoWayToChangeThePerson() {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replace(CONDITION, "")
                                .replace(
                                        "- id: second\n        authenticate: [beta]",
                                        "- id: second\n        authenticate: [alpha]"));
        TestBrowser browser = visits(world, person("1", "ada"), person("2", "grace"));

        WebAnswer page = browser.open(VAULT);

        assertRefused(world, browser, page);
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void theClaimThatLinksAccountsTellsPersonsApartWhereASubjectDiffersForEachClient() {
        String numbered =
                ISSUER_TWICE.replace(
                        "    client-secret:",
                        "    subject: claims.employee_id\n    client-secret:");
        World world = worlds.start(folder, numbered);
        Map<String, Object> first = numbered("pairwise-1", 7);

        WebAnswer same = visits(world, first, numbered("pairwise-2", 7)).open(VAULT);
        TestBrowser browser = visits(world, first, numbered("pairwise-1", 8));
        WebAnswer other = browser.open(VAULT);

        assertThat(same.received("x-forwarded-user")).isEqualTo("ada");
        assertRefused(world, browser, other);
    }

    @Test
    void whoBeganWithoutAnAccountGetsNoneByTheSignInOfSomebodyElse() {
        World world = worlds.start(folder, accountAtTheSecondStep(""));
        world.other.signIn(Map.of("sub", "b-7"));
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(VAULT);

        assertRefused(world, browser, page);
        assertThat(world.directory.people()).isEmpty();
        assertThat(world.logged("request failed kind=another_person"))
                .contains("which has no account");
    }

    @Test
    void whoBeganWithoutAnAccountGetsTheirOwnWhenTheConditionHolds() {
        World world = worlds.start(folder, accountAtTheSecondStep(CONDITION));
        world.other.signIn(person("b-7", "ada"));

        WebAnswer page = world.browser().open(VAULT);

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void aDeclaredConditionOverBothSetsOfClaimsIsEnough() {
        World world = worlds.start(folder);
        world.other.signIn(person("b-7", "ada"));

        WebAnswer page = world.browser().open(VAULT);

        assertThat(page.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void aConditionThatDoesNotHoldIsNot() {
        World world = worlds.start(folder);
        world.other.signIn(person("b-7", "grace"));
        TestBrowser browser = world.browser();

        assertRefused(world, browser, browser.open(VAULT));
    }

    @Test
    void aConditionThatFailsIsAnotherPerson() {
        World world = worlds.start(folder);
        world.other.signIn(Map.of("sub", "b-7"));
        TestBrowser browser = world.browser();

        assertRefused(world, browser, browser.open(VAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "beta"})
    void theThirdStepIsComparedToo(String third) {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replace(
                                CONDITION,
                                CONDITION
                                        + "      - id: third\n        authenticate: ["
                                        + third
                                        + "]\n"));
        world.other.signIn(person("b-7", "ada"));
        WebAnswer same = world.browser().open(VAULT);
        TestBrowser browser =
                visits(world, person("1", "ada"), person("b-7", "ada"), person("mallory", "ada"));

        WebAnswer other = browser.open(VAULT);

        assertThat(same.received("x-forwarded-user")).isEqualTo("ada");
        assertRefused(world, browser, other);
    }

    @Test
    void aDirectoryThatIsAwayLetsTheComparisonWaitAndNotBeLeftOut() {
        World world = worlds.start(folder, PROVISIONED);
        world.other.signIn(person("g-1", "grace"));
        TestBrowser browser = world.browser();
        String second = browser.until(world.other.issuer(), VAULT);
        world.directory.stop();
        WebAnswer waiting = browser.open(second);
        world.directory.startAgain();

        WebAnswer page = browser.follow(browser.post(waiting.action(), waiting.fields()));

        assertThat(waiting.status()).isEqualTo(503);
        assertRefused(world, browser, page);
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void theAccountOfAnotherPersonIsNotEvenOfferedForAProof() {
        World world =
                worlds.start(
                        folder,
                        PROVISIONED.replace(
                                "enabled: true, username",
                                "enabled: true, existing-account: confirm, username"));
        world.directory.add("countess", "grace@example.org", "canary battery staple");
        world.other.signIn(
                Map.of("sub", "g-1", "email", "grace@example.org", "email_verified", true));
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(VAULT);

        assertRefused(world, browser, page);
        assertThat(page.body()).doesNotContain("type=\"password\"");
        assertThat(world.directory.person("countess").hasAttribute(LINK)).isFalse();
    }

    @Test
    void theSessionThatWasOpenBeforeStaysWhatItWas() {
        World world = worlds.start(folder);
        world.other.signIn(person("b-7", "grace"));
        TestBrowser browser = world.browser();
        browser.open(World.WIKI);

        WebAnswer refused = browser.open(VAULT);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.open(World.WIKI).received("x-forwarded-user")).isEqualTo("ada");
        assertThat(browser.get(VAULT).status()).isEqualTo(303);
    }

    @Test
    void theSignInOfAnotherTabCompletesNoStepOfThisOne() {
        World world = worlds.start(folder);
        world.other.signIn(person("b-7", "grace"));
        TestBrowser browser = world.browser();
        String second = browser.until(world.other.issuer(), VAULT);
        world.provider.signIn(person("2", "grace"));
        browser.open(World.WIKI);

        WebAnswer page = browser.open(second);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You signed in as another user");
        assertThat(browser.open(World.WIKI).received("x-forwarded-user")).isEqualTo("grace");
    }

    /** The first step has no account, and the second provisions. */
    private static String accountAtTheSecondStep(String condition) {
        return Yaml.STANDARD
                .replace(
                        "- id: first\n        authenticate: [alpha]\n      - deny",
                        "- id: first\n        authenticate: [beta]\n      - deny")
                .replace(
                        "- id: second\n        authenticate: [beta]\n" + CONDITION,
                        "- id: second\n        authenticate: [alpha]\n" + condition)
                .replace(
                        "'\"guests\" in account.groups'",
                        "'has(claims.groups) && \"guests\" in claims.groups'");
    }

    private static Map<String, Object> person(String subject, String username) {
        return Map.of("sub", subject, "preferred_username", username);
    }

    private static Map<String, Object> numbered(String subject, int number) {
        return Map.of("sub", subject, "preferred_username", "ada", "employee_id", number);
    }

    /** A browser in which these persons sign in, one at each visit to a provider. */
    @SafeVarargs
    private static TestBrowser visits(World world, Map<String, Object>... persons) {
        Deque<Map<String, Object>> next = new ArrayDeque<>(List.of(persons));
        return world.browser().atProvider(address -> TestProvider.as(next.removeFirst(), address));
    }

    private static void assertRefused(World world, TestBrowser browser, WebAnswer page) {
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You signed in as another user");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.logged("event=login outcome=another_person")).contains("app=vault");
    }
}
