package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.SearchResultEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A step that gives the account groups and attributes: when it does, and when it does not. */
final class AssignTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String GROUPS = "x-forwarded-groups";
    private static final String MEMBER =
            "id: given, assign: { groups: [premium], attributes: { title: '\"Member\"' } }";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void theRestOfTheLoginTheAppAndTheDirectoryHaveThem() {
        World world =
                world(
                        MEMBER,
                        "deny: No member., when: '!(\"premium\" in account.groups)'",
                        "deny: No title., when: 'account.attributes.title != [\"Member\"]'");
        signIn(world, Map.of("groups", List.of("staff")));

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.received(GROUPS).split(",")).containsExactlyInAnyOrder("premium", "staff");
        SearchResultEntry ada = world.directory.person("ada");
        assertThat(ada.getAttributeValues("title")).containsExactly("Member");
        assertThat(ada.getAttributeValues("vestibuleGrantedGroup"))
                .containsExactlyInAnyOrder("alpha staff", "flow:staff premium");
        assertThat(ada.getAttributeValues("vestibuleSyncState"))
                .anyMatch(state -> state.startsWith("title ") && state.contains(" flow:staff "));
    }

    @Test
    void aSecondLoginWritesNothingAlsoOnAnotherNode() {
        World world = world(MEMBER);
        signIn(world, Map.of());
        world.browser().open(World.WIKI);
        SearchResultEntry before = world.directory.person("ada");

        WebAnswer again = world.browser().open(World.WIKI);
        WebAnswer elsewhere = world.browserOfAnotherNode().open(World.WIKI);

        assertThat(again.received(GROUPS)).isEqualTo("premium");
        assertThat(elsewhere.received(GROUPS)).isEqualTo("premium");
        assertThat(world.directory.person("ada")).isEqualTo(before);
    }

    @Test
    void whatAnAdministratorTakesAwayIsNotGivenBack() {
        World world = world(MEMBER);
        signIn(world, Map.of());
        world.browser().open(World.WIKI);
        world.directory.empty("premium");
        world.directory.remove("ada", "title");

        WebAnswer next = world.browser().open(World.WIKI);
        WebAnswer later = world.browser().open(World.WIKI);

        assertThat(next.status()).isEqualTo(200);
        assertThat(next.received(GROUPS)).isEmpty();
        assertThat(later.received(GROUPS)).isEmpty();
        assertThat(world.directory.person("ada").hasAttribute("title")).isFalse();
        assertThat(world.logged("event=groups_removed_by_hand", "connection=flow:staff"))
                .doesNotContain("restore");
    }

    @Test
    void aConditionThatIsFalseOrFailsGivesNothingAndTakesNothingBack() {
        World world = world(MEMBER + ", when: 'claims.plan == \"gold\"'");
        signIn(world, Map.of());
        WebAnswer failing = world.browser().open(World.WIKI);
        signIn(world, Map.of("plan", "silver"));
        WebAnswer none = world.browser().open(World.WIKI);
        signIn(world, Map.of("plan", "gold"));
        WebAnswer gold = world.browser().open(World.WIKI);
        signIn(world, Map.of());

        WebAnswer kept = world.browser().open(World.WIKI);

        assertThat(failing.status()).isEqualTo(200);
        assertThat(failing.received(GROUPS)).isEmpty();
        assertThat(none.received(GROUPS)).isEmpty();
        assertThat(gold.received(GROUPS)).isEqualTo("premium");
        assertThat(kept.received(GROUPS)).isEqualTo("premium");
    }

    @Test
    void anExpressionWithoutAValueChangesNothing() {
        World world =
                world(
                        "id: given, assign: { attributes: { title: claims.title,"
                                + " employeeType: claims.kind } }");
        signIn(world, Map.of("title", "Countess", "kind", List.of("a", "b")));
        world.browser().open(World.WIKI);
        signIn(world, Map.of("kind", Map.of("hostile", "x")));

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.status()).isEqualTo(200);
        SearchResultEntry ada = world.directory.person("ada");
        assertThat(ada.getAttributeValues("title")).containsExactly("Countess");
        assertThat(ada.getAttributeValues("employeeType")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void formsOfOthersEmptyOnesAndRepeatedOnesGiveNothing() {
        World world = world("notice: Welcome.", MEMBER);
        signIn(world, Map.of());
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        TestBrowser thief = world.browser();
        thief.get(World.WIKI);

        browser.post(page.action(), Map.of());
        thief.post(page.action(), page.fields());
        boolean early = world.directory.person("ada").hasAttribute("title");
        browser.follow(browser.post(page.action(), page.fields()));
        world.directory.empty("premium");
        WebAnswer again = browser.follow(browser.post(page.action(), page.fields()));

        assertThat(early).isFalse();
        assertThat(again.status()).isEqualTo(200);
        assertThat(world.directory.person("ada").hasAttribute("title")).isTrue();
        assertThat(world.directory.person("ada").getAttributeValues("vestibuleGrantedGroup"))
                .containsExactly("flow:staff premium");
        assertThat(thief.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void theLoginWaitsForADirectoryThatIsAway() {
        World world = world("notice: Welcome.", MEMBER);
        signIn(world, Map.of());
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        world.directory.stop();
        WebAnswer waiting = browser.post(page.action(), page.fields());
        WebAnswer still = browser.post(waiting.action(), waiting.fields());
        boolean signedIn = browser.cookies("localhost").containsKey(SESSION);
        world.directory.startAgain();

        WebAnswer app = browser.follow(browser.post(still.action(), still.fields()));

        assertThat(waiting.status()).isEqualTo(503);
        assertThat(still.status()).isEqualTo(503);
        assertThat(signedIn).isFalse();
        assertThat(app.received(GROUPS)).isEqualTo("premium");
    }

    @Test
    void aUserWithoutAnAccountIsRefusedUnlessTheFlowGoesOn() {
        World world = world(MEMBER);
        signIn(world, Map.of("contractor", true));
        TestBrowser refused = world.browser();
        WebAnswer page = refused.open(World.WIKI);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You have no account for this");
        assertThat(refused.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.people()).isEmpty();

        World lenient = world(MEMBER + ", on-failure: continue");
        signIn(lenient, Map.of("contractor", true));
        WebAnswer app = lenient.browser().open(World.WIKI);

        assertThat(app.status()).isEqualTo(200);
        assertThat(app.received(GROUPS)).doesNotContain("premium");
    }

    @Test
    void whatTheDirectoryRefusesEndsTheLoginUnlessTheFlowGoesOn() {
        String refusing =
                "id: given, assign: { groups: [premium], attributes: { gidNumber: '7' } }";
        World world = world(refusing);
        signIn(world, Map.of());
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(World.WIKI);

        assertThat(page.status()).isEqualTo(502);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.directory.person("ada").hasAttribute("vestibuleGrantedGroup")).isFalse();

        World lenient = world(refusing + ", on-failure: continue");
        signIn(lenient, Map.of());

        assertThat(lenient.browser().open(World.WIKI).received(GROUPS)).isEmpty();
        assertThat(lenient.has("event=step_failed flow=staff step=given")).isTrue();
    }

    @Test
    void twoLoginsAtTwoNodesAtOnceGiveThemOnce() throws Exception {
        World world = world(MEMBER);
        signIn(world, Map.of());
        Supplier<TestBrowser> other = world.anotherNode();
        List<Thread> threads =
                List.of(
                        Thread.startVirtualThread(() -> world.browser().open(World.WIKI)),
                        Thread.startVirtualThread(() -> other.get().open(World.WIKI)));
        for (Thread thread : threads) {
            thread.join();
        }

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.received(GROUPS)).isEqualTo("premium");
        assertThat(world.directory.person("ada").getAttributeValues("vestibuleGrantedGroup"))
                .containsExactly("flow:staff premium");
    }

    private World world(String... steps) {
        StringBuilder more = new StringBuilder();
        for (String step : steps) {
            more.append("      - { ").append(step).append(" }\n");
        }
        String first = "staff:\n    steps:\n      - id: first\n        authenticate: [alpha]\n";
        return worlds.start(
                folder.resolve(String.valueOf(number++)),
                Yaml.STANDARD.replace(first, first + more));
    }

    private int number;

    private static void signIn(World world, Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(more);
        claims.put("sub", "1");
        claims.put("preferred_username", "ada");
        world.provider.signIn(claims);
    }
}
