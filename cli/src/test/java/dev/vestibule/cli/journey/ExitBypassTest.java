package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.StandardTypes;
import dev.vestibule.flow.step.Exits.Ends;
import dev.vestibule.flow.step.StepType;
import dev.vestibule.gateway.connection.oidc.TestProvider;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.testing.AuthenticatorApp;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A step that the user does not complete leads where its {@code on-failure} says, and nowhere else:
 * whatever is sent, no login passes the step. The wiki's login continues, the forum's is refused
 * and the vault's goes back.
 */
final class ExitBypassTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String WIKI = World.WIKI;
    private static final String FORUM = World.GATEWAY + "/forum";
    private static final String VAULT = World.GATEWAY + "/vault";
    private static final String AGAIN = "/.vestibule/login?app=";
    private static final String GUARD = "Not without the step in the middle.";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    /** How a user does not complete a step. */
    enum Failing {
        PROVIDER(
                "authenticate",
                "authenticate: [beta], same-person:"
                        + " claims.preferred_username == first.claims.preferred_username"),
        FACTOR("authenticate", "authenticate: [totp]"),
        CONSENT("ask", "ask: { consent: { version: '1', text: Terms } }"),
        SESSIONS("limit-sessions", "limit-sessions: { most: 1 }");

        private final String kind;
        private final String step;

        Failing(String kind, String step) {
            this.kind = kind;
            this.step = step;
        }

        private String yaml() {
            return Yaml.STANDARD.replaceFirst(
                    "(?s)flows:.*apps:",
                    """
                    flows:
                      staff:
                        steps:
                          - { id: first, authenticate: [alpha] }
                          - { id: middle, STEP, on-failure: continue }
                          - { deny: GUARD, when: '!has(steps.middle)' }
                      either:
                        steps:
                          - { id: first, authenticate: [alpha] }
                          - { id: middle, STEP, on-failure: deny }
                      strict:
                        steps:
                          - { id: first, authenticate: [alpha] }
                          - { id: middle, STEP, on-failure: first }
                    apps:\
                    """
                            .replace("STEP", step)
                            .replace("GUARD", GUARD));
        }

        private Question ask(World world, TestBrowser browser, String app) {
            if (this == PROVIDER) {
                String request = browser.until(world.other.issuer(), app);
                String passed = browser.until("/callback/", request);
                String denied =
                        browser.until("/callback/", TestProvider.failing("access_denied", request));
                return new Question(
                        browser, new Sent(passed, null, ""), new Sent(denied, null, ""));
            }
            return shown(world, browser, browser.open(app));
        }

        private Question shown(World world, TestBrowser browser, WebAnswer page) {
            Map<String, String> passed =
                    switch (this) {
                        case PROVIDER -> throw new IllegalStateException("has no page");
                        case FACTOR -> Map.of("code", code(world, page));
                        case CONSENT -> Map.of("decision", "agree");
                        case SESSIONS -> Map.of(box(page), "yes");
                    };
            String field =
                    switch (this) {
                        case PROVIDER -> throw new IllegalStateException("has no page");
                        case FACTOR -> "cannot=yes";
                        case CONSENT -> "decision=decline";
                        case SESSIONS -> "answer=cancel";
                    };
            Map<String, String> failed = Map.of(field.split("=")[0], field.split("=")[1]);
            return new Question(
                    browser,
                    new Sent(page.action(), page.filled(passed), ""),
                    new Sent(page.action(), page.filled(failed), field));
        }

        private static String code(World world, WebAnswer page) {
            return AuthenticatorApp.setUp(page.body()).code(world.clock.instant());
        }

        private static String box(WebAnswer page) {
            return page.body().replaceAll("(?s).*type=\"checkbox\" name=\"([^\"]+)\".*", "$1");
        }
    }

    /**
     * Something that a browser sends.
     *
     * @param fields the form's; null where it is a redirect
     * @param field the one that the user decides; empty for a redirect
     */
    private record Sent(String address, @Nullable Map<String, String> fields, String field) {
        WebAnswer by(TestBrowser browser) {
            return fields == null ? browser.get(address) : browser.post(address, fields);
        }

        /** The same with the token of another browser's own forms. */
        WebAnswer stolenBy(TestBrowser thief) {
            if (fields == null) {
                return thief.get(address);
            }
            Map<String, String> sent = new HashMap<>(fields);
            sent.put("csrf", csrf(thief));
            return thief.post(address, sent);
        }
    }

    /** A login that waits at the step, and the two answers to it. */
    private record Question(TestBrowser browser, Sent passed, Sent failed) {
        WebAnswer fails() {
            return browser.follow(failed.by(browser));
        }

        void stillWaits() {
            assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
            assertThat(browser.follow(passed.by(browser)).status()).isEqualTo(200);
            assertThat(browser.cookies("localhost")).containsKey(SESSION);
        }

        /** Neither answer does anything any more. */
        void isOver() {
            assertThat(failed.by(browser).location()).contains(AGAIN);
            assertThat(passed.by(browser).location()).contains(AGAIN);
            assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        }
    }

    @Test
    void eachKindOfStepThatAUserMayNotCompleteHasItsLine() {
        Set<String> kinds =
                StandardTypes.steps().types().stream()
                        .filter(type -> type.ends() == Ends.COMPLETED_OR_NOT)
                        .map(StepType::key)
                        .collect(Collectors.toSet());

        // The directory alone decides about "assign": a browser is asked nothing and sends nothing.
        Stream<String> lines =
                Stream.concat(
                        Stream.of("assign"),
                        Arrays.stream(Failing.values()).map(line -> line.kind));
        assertThat(lines.collect(Collectors.toSet())).isEqualTo(kinds);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureLeadsWhereTheFlowSaysAndBothAnswersAreUsedUp(Failing failing) {
        World world = world(failing);
        Question wiki = failing.ask(world, world.browser(), WIKI);
        Question vault = failing.ask(world, world.browser(), VAULT);

        WebAnswer guarded = wiki.fails();
        WebAnswer back = vault.failed().by(vault.browser());

        assertThat(guarded.status()).isEqualTo(403);
        assertThat(guarded.body()).contains(GUARD);
        wiki.isOver();
        assertThat(back.location()).startsWith(world.provider.issuer());
        vault.isOver();
        again(failing, world, vault.browser(), back).stillWaits();
    }

    @ParameterizedTest
    @EnumSource
    void aStepWhoseFailureDeniesHasNoOtherWay(Failing failing) {
        World world = world(failing);
        Question forum = failing.ask(world, world.browser(), FORUM);

        WebAnswer refused = forum.fails();

        assertThat(refused.status()).isBetween(400, 403);
        assertThat(forum.browser().cookies("localhost")).doesNotContainKey(SESSION);
        // An answer that a provider or a factor is not asked for uses nothing up.
        if (failing == Failing.PROVIDER || failing == Failing.FACTOR) {
            forum.stillWaits();
        } else {
            forum.isOver();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWayBackIsFollowedThreeTimesHoweverOftenItIsSent(Failing failing) {
        World world = world(failing);
        TestBrowser browser = world.browser();
        Question question = failing.ask(world, browser, VAULT);
        for (int turn = 0; turn < 3; turn++) {
            WebAnswer back = question.failed().by(browser);
            question.isOver();
            question = again(failing, world, browser, back);
        }

        WebAnswer refused = question.fails();

        assertThat(refused.status()).isBetween(400, 403);
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyAnswerIsNoFailure(Failing failing) {
        World world = world(failing);
        for (String app : List.of(WIKI, FORUM, VAULT)) {
            Question question = failing.ask(world, world.browser(), app);
            Sent failed = question.failed();
            String bare = failed.address().replaceAll("[?&](error|error_description)=[^&]*", "");

            if (failing == Failing.PROVIDER) {
                String state = failed.address().replaceAll(".*[?&](state=[^&]*).*", "$1");
                String empty = bare.replaceAll("[?&].*", "") + "?" + state;
                assertThat(question.browser().get(empty).status()).isBetween(400, 499);
            } else {
                String[] field = failed.field().split("=");
                for (Map<String, String> form :
                        List.of(Map.<String, String>of(), Map.of(field[0], field[1]))) {
                    assertThat(question.browser().post(bare, form).status()).isBetween(400, 499);
                }
            }
            question.stillWaits();
            end(failing, world, app);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureBeforeTheStepChangesNothing(Failing failing) {
        World world = world(failing);
        for (String app : List.of(WIKI, FORUM, VAULT)) {
            TestBrowser browser = world.browser();
            String callback = browser.until("/callback/alpha", app);
            String key = callback.replaceAll(".*[?&]state=([^&]*).*", "$1");
            Map<String, String> early =
                    Map.of(
                            "csrf", csrf(browser),
                            "cannot", "yes",
                            "decision", "decline",
                            "answer", "cancel");

            WebAnswer posted = browser.post(World.GATEWAY + "/.vestibule/login/" + key, early);
            WebAnswer told =
                    browser.get(
                            World.GATEWAY
                                    + "/.vestibule/callback/beta?error=access_denied&state="
                                    + key);

            assertThat(posted.status()).isBetween(400, 499);
            assertThat(told.status()).isBetween(400, 499);
            failing.ask(world, browser, callback).stillWaits();
            end(failing, world, app);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLateFailureBeginsAgain(Failing failing) {
        World world = world(failing);
        List<Question> questions =
                Stream.of(WIKI, FORUM, VAULT)
                        .map(app -> failing.ask(world, world.browser(), app))
                        .toList();
        world.clock.advance(Duration.ofMinutes(16));

        questions.forEach(Question::isOver);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureOfAnotherLoginOrBrowserChangesNothing(Failing failing) {
        World world = world(failing);
        for (String app : List.of(WIKI, FORUM, VAULT)) {
            TestBrowser browser = world.browser();
            Question question = failing.ask(world, browser, app);
            TestBrowser thief = world.browser();
            thief.until("/authorize", app);

            WebAnswer stolen = question.failed().stolenBy(thief);
            failing.ask(world, browser, WIKI).fails();

            assertThat(stolen.status()).isBetween(400, 499);
            assertThat(thief.cookies("localhost")).doesNotContainKey(SESSION);
            question.stillWaits();
            end(failing, world, app);
        }
    }

    private static Question again(
            Failing failing, World world, TestBrowser browser, WebAnswer back) {
        return failing.ask(world, browser, back.location());
    }

    /** What a completed login leaves, is taken away again, so that the next one asks. */
    private static void end(Failing failing, World world, String app) {
        if (failing == Failing.CONSENT || failing == Failing.FACTOR) {
            // Another user has agreed to nothing and has no factor.
            String name = app.replaceAll(".*/", "after-");
            world.provider.signIn(Map.of("sub", name, "preferred_username", name));
        }
    }

    private static String csrf(TestBrowser browser) {
        String cookie = browser.cookies("localhost").get("__Host-vestibule-browser");
        return Tokens.hash("vestibule.csrf " + cookie);
    }

    private World world(Failing failing) {
        World world = worlds.start(folder, failing.yaml());
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        world.other.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        if (failing == Failing.SESSIONS) {
            world.browser().open(WIKI);
        }
        return world;
    }
}
