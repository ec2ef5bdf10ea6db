package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user has so many sessions at most, and chooses which others to end. */
final class LimitSessionsTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String AFTER_WIKI = "> GET /wiki\n";
    private static final Pattern BOX = Pattern.compile("type=\"checkbox\" name=\"([^\"]+)\"");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "beta"})
    void aUserWithAndWithoutAnAccountEndsASessionAndGoesOn(String connection) {
        World world = world(connection, "id: few, limit-sessions: { most: 2 }");
        TestBrowser first = signedIn(world);
        world.clock.advance(Duration.ofMinutes(1));
        TestBrowser second = signedIn(world);
        TestBrowser third = world.browser();

        WebAnswer page = third.open(World.WIKI);
        WebAnswer app = third.follow(third.post(page.action(), page.filled(chosen(page, 1))));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("at the same time is 2", "at least 1", "Address: 127.0.0.1");
        assertThat(boxes(page)).hasSize(2);
        assertThat(app.body()).startsWith(AFTER_WIKI);
        assertThat(isSignedIn(second)).isFalse();
        assertThat(isSignedIn(first)).isTrue();
    }

    @Test
    void anAnswerThatEndsTooFewEndsNone() {
        World world = world("alpha", "id: few, limit-sessions: { most: 1 }");
        TestBrowser first = signedIn(world);
        WebAnswer page = opened(world.browser());
        TestBrowser third = world.browser();
        WebAnswer own = opened(third);

        WebAnswer none = third.post(own.action(), own.filled(Map.of()));
        WebAnswer foreign = third.post(none.action(), none.filled(chosen(page, 1)));

        assertThat(none.body()).contains("Choose more sessions to end, at least 1.");
        assertThat(foreign.body()).contains("Choose more sessions to end, at least 1.");
        assertThat(third.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(isSignedIn(first)).isTrue();
    }

    @Test
    void aLoginThatIsCancelledIsRefusedAndEndsNothing() {
        World world = world("alpha", "id: few, limit-sessions: { most: 1 }");
        TestBrowser first = signedIn(world);
        TestBrowser second = world.browser();
        WebAnswer page = opened(second);
        Map<String, String> answer = new HashMap<>(chosen(page, 1));
        answer.put("answer", "cancel");

        WebAnswer refused = second.post(page.action(), page.filled(answer));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You have too many sessions", "Sign in again");
        assertThat(second.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(isSignedIn(first)).isTrue();
        assertThat(world.has("event=login outcome=too_many_sessions")).isTrue();
    }

    @Test
    void aSessionThatBeganMeanwhileIsCountedAtTheAnswer() {
        World world = world("alpha", "id: few, limit-sessions: { most: 2 }");
        signedIn(world);
        signedIn(world);
        TestBrowser third = world.browser();
        WebAnswer page = opened(third);
        TestBrowser fourth = world.browser();
        WebAnswer other = opened(fourth);
        fourth.follow(fourth.post(other.action(), other.filled(chosen(other, 1))));

        WebAnswer late = third.post(page.action(), page.filled(chosen(page, 1)));

        assertThat(late.body()).contains("Choose more sessions to end, at least 1.");
        assertThat(isSignedIn(fourth)).isTrue();
        assertThat(third.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void ofLoginsThatPassTheStepTogetherOnlyOneStarts() {
        World world = world("alpha", "id: few, limit-sessions: { most: 1 }", "notice: Welcome.");
        TestBrowser one = world.browser();
        WebAnswer ones = one.open(World.WIKI);
        TestBrowser two = world.browser();
        WebAnswer twos = two.open(World.WIKI);

        WebAnswer app = one.follow(one.post(ones.action(), ones.fields()));
        WebAnswer refused = two.post(twos.action(), twos.fields());

        assertThat(app.body()).startsWith(AFTER_WIKI);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You have too many sessions");
        assertThat(isSignedIn(two)).isFalse();
        assertThat(isSignedIn(one)).isTrue();
    }

    @Test
    void theSessionOfTheSameBrowserIsNoOtherOne() {
        World world = world("alpha", "id: few, limit-sessions: { most: 1 }");
        TestBrowser browser = signedIn(world);

        WebAnswer again =
                browser.open(World.GATEWAY + "/.vestibule/login?app=wiki&connection=alpha");

        assertThat(again.body()).doesNotContain("Choose which sessions to end");
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void anotherUsersSessionsAreNotCounted() {
        World world = world("alpha", "id: few, limit-sessions: { most: 1 }");
        signedIn(world);
        world.provider.signIn(Map.of("sub", "2", "preferred_username", "bob"));

        assertThat(world.browser().open(World.WIKI).body()).startsWith(AFTER_WIKI);
    }

    @Test
    void aConditionThatFailsLimits() {
        World world =
                world(
                        "alpha",
                        "id: few, limit-sessions: { most: 1 }, when: 'claims.absent == \"x\"'");
        signedIn(world);

        assertThat(boxes(opened(world.browser()))).hasSize(1);
    }

    private World world(String connection, String... later) {
        StringBuilder flow = new StringBuilder("staff:\n    steps:\n");
        flow.append("      - { id: first, authenticate: [").append(connection).append("] }\n");
        for (String step : later) {
            flow.append("      - { ").append(step).append(" }\n");
        }
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD.replaceFirst(
                                "staff:\n    steps:\n      - id: first\n"
                                        + "        authenticate: \\[alpha]\n",
                                Matcher.quoteReplacement(flow.toString())));
        Map<String, Object> ada = Map.of("sub", "1", "preferred_username", "ada");
        world.provider.signIn(ada);
        world.other.signIn(ada);
        return world;
    }

    private static TestBrowser signedIn(World world) {
        TestBrowser browser = world.browser();
        assertThat(browser.open(World.WIKI).body()).startsWith(AFTER_WIKI);
        return browser;
    }

    private static WebAnswer opened(TestBrowser browser) {
        WebAnswer page = browser.open(World.WIKI);
        assertThat(page.body()).contains("Choose which sessions to end");
        return page;
    }

    private static boolean isSignedIn(TestBrowser browser) {
        return browser.get(World.GATEWAY + "/.vestibule/whoami").status() == 200;
    }

    private static List<String> boxes(WebAnswer page) {
        List<String> names = new ArrayList<>();
        Matcher found = BOX.matcher(page.body());
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    private static Map<String, String> chosen(WebAnswer page, int count) {
        Map<String, String> fields = new HashMap<>();
        boxes(page).stream().limit(count).forEach(box -> fields.put(box, "yes"));
        return fields;
    }
}
