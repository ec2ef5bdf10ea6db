package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.factor.passkey.SoftPasskey;
import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user looks at their account, changes its factors and its password, and ends sessions. */
final class AccountPageTest {
    private static final String ACCOUNT = World.GATEWAY + "/.vestibule/account";
    private static final String SHOP = "http://shop.localhost:18080/";
    private static final String PASSWORD = "canary correct horse battery";
    private static final String APP = "Code from an authenticator app";
    private static final String CONFIRM = "Confirm that it is me";
    private static final Pattern FORM = Pattern.compile("<form.*?</form>", Pattern.DOTALL);

    /** The staff signs in by password, and the shop wants a second factor on new devices. */
    private static final String YAML =
            Yaml.STANDARD.replaceFirst(
                    "staff:\n    steps:\n      - id: first\n        authenticate: \\[alpha]\n",
                    "staff:\n    steps:\n      - id: first\n        authenticate: [password]\n"
                            + "      - id: second\n"
                            + "        authenticate: [totp, passkey, recovery_code]\n"
                            + "        remember-device: 30d\n"
                            + "        when: 'app == \"shop\"'\n");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        world = worlds.start(folder, YAML);
        world.directory.add("grace", "grace@example.org", PASSWORD);
        world.directory.add("eve", "eve@example.org", PASSWORD);
        browser = signedIn("grace");
    }

    @Test
    void thePageSaysFromWhereEachValueComes() {
        world.provider.signIn(
                Map.of(
                        "sub", "1",
                        "preferred_username", "ada",
                        "family_name", "Lovelace",
                        "name", "Ada Lovelace",
                        "groups", List.of("engineering")));
        TestBrowser ada = world.browser();
        ada.open(ada.open(World.GATEWAY + "/forum").link("alpha"));
        world.directory.set("ada", "cn", "Countess");

        WebAnswer page = ada.open(ACCOUNT);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Your account was created at a sign-in with alpha on")
                .contains("<dd>Lovelace</dd>", "From alpha, written on")
                .contains("<dd>Countess</dd>", "Changed by an administrator")
                .contains("href=\"/.vestibule/account/links\"")
                .doesNotContain("<script");
    }

    @Test
    void aLocalAccountIsToldThatNoIdentityProviderIsLinked() {
        assertThat(browser.open(ACCOUNT + "/links").body())
                .contains("Your account is grace. It is linked to no identity provider.")
                .doesNotContain("<ul class=\"cards\">", "sign in to it with:");
    }

    @Test
    void aFactorIsSetUpAfterAFreshProofOnly() {
        WebAnswer before = browser.open(ACCOUNT);

        WebAnswer confirmed = confirmed(browser, "grace");
        WebAnswer done = withApp(confirmed).page();

        assertThat(before.body()).contains("No second factor").doesNotContain("Set up: ");
        assertThat(confirmed.body()).contains("Thank you", "Set up: " + APP);
        assertThat(done.body()).contains("It is set up.", "Remove: " + APP);
        assertThat(secrets("grace")).isEqualTo(1);
        assertThat(world.log.lines()).anyMatch(line -> line.contains("vestibuleTotpSecret"));
    }

    @Test
    void aSecondFactorIsAskedForBeforeFactorsAreChangedAgain() {
        AuthenticatorApp app = withApp(confirmed(browser, "grace")).app();
        world.clock.advance(Duration.ofMinutes(11));
        WebAnswer old = browser.open(ACCOUNT);

        WebAnswer code = typed(browser, browser.follow(send(browser, old, CONFIRM)), "grace");
        WebAnswer half = browser.open(ACCOUNT);
        WebAnswer both = coded(browser, code, app);
        WebAnswer removed = browser.follow(send(browser, both, "Remove: " + APP));

        assertThat(old.body()).doesNotContain("Remove: ");
        assertThat(code.body()).contains("one-time-code");
        assertThat(half.body()).contains(CONFIRM).doesNotContain("Remove: ");
        assertThat(both.body()).contains("Thank you");
        assertThat(removed.body()).contains("It is removed.", "No second factor");
        assertThat(secrets("grace")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/factors/add",
                "/factors/remove",
                "/passkeys/rename",
                "/passkeys/remove",
                "/devices/forget"
            })
    void withoutAFreshProofNothingIsChanged(String path) {
        withApp(confirmed(browser, "grace"));
        world.clock.advance(Duration.ofMinutes(11));
        Map<String, String> form = new HashMap<>(form(browser.open(ACCOUNT), CONFIRM));
        form.putAll(Map.of("factor", "totp", "passkey", "x", "name", "x"));

        WebAnswer refused = browser.post(ACCOUNT + path, form);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("You signed in too long ago");
        assertThat(refused.next()).isEqualTo(ACCOUNT);
        assertThat(secrets("grace")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/confirm",
                "/factors/add",
                "/factors/remove",
                "/passkeys/rename",
                "/passkeys/remove",
                "/devices/forget",
                "/password",
                "/sessions/end",
                "/sessions/end-others"
            })
    void aFormWithoutItsTokenIsRefused(String path) {
        confirmed(browser, "grace");

        WebAnswer refused = browser.post(ACCOUNT + path, Map.of("factor", "totp"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("It is");
    }

    @Test
    void theEnrolmentIsOneBrowsersOneAccountsAndOneAnswers() {
        WebAnswer asked = enrolment(confirmed(browser, "grace"));
        AuthenticatorApp app = AuthenticatorApp.setUp(asked.body());
        String code = app.code(world.clock.instant());
        TestBrowser eve = signedIn("eve");
        Map<String, String> ofEve = new HashMap<>(asked.filled(Map.of("code", code)));
        ofEve.put("csrf", form(eve.open(ACCOUNT), CONFIRM).getOrDefault("csrf", ""));

        WebAnswer stolen = eve.post(asked.action(), ofEve);
        WebAnswer empty = browser.post(asked.action(), asked.fields());
        WebAnswer bare = browser.post(asked.action(), Map.of("code", code));
        WebAnswer early =
                browser.get(
                        World.GATEWAY
                                + "/.vestibule/callback/alpha?code=x&state="
                                + asked.action().replaceAll(".*/", ""));
        WebAnswer done = coded(browser, asked, app);
        WebAnswer again = browser.post(asked.action(), asked.filled(Map.of("code", code)));

        assertThat(stolen.status()).isBetween(400, 499);
        assertThat(empty.status()).isEqualTo(400);
        assertThat(bare.status()).isEqualTo(403);
        assertThat(early.status()).isBetween(400, 499);
        assertThat(done.body()).contains("It is set up.");
        assertThat(again.status()).isEqualTo(400);
        assertThat(secrets("grace")).isEqualTo(1);
        assertThat(secrets("eve")).isZero();
    }

    /** An attacker with the password has begun before the user had a factor. */
    @Test
    void whatThePasswordAloneHasConfirmedIsWorthNothingOnceThereIsASecondFactor() {
        TestBrowser thief = signedIn("grace");
        WebAnswer confirmed = confirmed(thief, "grace");
        WebAnswer began = thief.follow(send(thief, confirmed, "Set up: " + APP));
        AuthenticatorApp own = AuthenticatorApp.setUp(began.body());
        withApp(confirmed(browser, "grace"));

        WebAnswer page = thief.open(ACCOUNT);
        WebAnswer late = coded(thief, began, own);
        Map<String, String> form = new HashMap<>(form(page, CONFIRM));
        form.put("factor", "passkey");
        WebAnswer another = thief.post(ACCOUNT + "/factors/add", form);

        assertThat(page.body()).doesNotContain("Set up: ", "Remove: ");
        assertThat(late.status()).isEqualTo(403);
        assertThat(another.status()).isEqualTo(403);
        assertThat(secrets("grace")).isEqualTo(1);
    }

    @Test
    void anEnrolmentEndsWithItsSessionAndItsTime() {
        WebAnswer asked = enrolment(confirmed(browser, "grace"));
        AuthenticatorApp app = AuthenticatorApp.setUp(asked.body());
        WebAnswer later = enrolment(browser.open(ACCOUNT));
        WebAnswer out = browser.open(World.GATEWAY + "/.vestibule/logout");
        browser.post(out.action(), out.fields());

        WebAnswer signedOut =
                browser.post(
                        asked.action(),
                        asked.filled(Map.of("code", app.code(world.clock.instant()))));
        world.clock.advance(Duration.ofMinutes(16));
        WebAnswer late =
                browser.post(
                        later.action(),
                        later.filled(
                                Map.of(
                                        "code",
                                        AuthenticatorApp.setUp(later.body())
                                                .code(world.clock.instant()))));

        assertThat(signedOut.status()).isEqualTo(401);
        assertThat(late.status()).isBetween(400, 499);
        assertThat(secrets("grace")).isZero();
    }

    @Test
    void whatLoginsNeverSetUpIsSetUpHere(@TempDir Path another) {
        world =
                worlds.start(
                        another,
                        YAML + "factors: { totp: { enrol: never }, passkey: { enrol: never } }");
        world.directory.add("grace", "grace@example.org", PASSWORD);
        browser = signedIn("grace");
        TestBrowser shopper = world.browser();

        WebAnswer codes = typed(shopper, shopper.open(SHOP), "grace");
        WebAnswer done = withApp(confirmed(browser, "grace")).page();

        assertThat(codes.body()).contains("recovery codes").doesNotContain("<svg class=\"qr\"");
        assertThat(done.body()).contains("It is set up.");
    }

    @Test
    void theProofNamesTheUserAndAsksForNoName() {
        WebAnswer asked = browser.follow(send(browser, browser.open(ACCOUNT), CONFIRM));

        WebAnswer wrong = browser.answer(asked, Map.of("username", "grace", "password", "wrong"));

        for (WebAnswer page : List.of(asked, wrong)) {
            assertThat(page.body())
                    .contains("<h1>Confirm that it is you</h1>", "You are signed in as grace.")
                    .contains(" readonly")
                    .doesNotContain("<h1>Sign in</h1>");
            assertThat(page.value("username")).isEqualTo("grace");
        }
    }

    @Test
    void anotherUserConfirmsNothing() {
        WebAnswer asked = browser.follow(send(browser, browser.open(ACCOUNT), CONFIRM));

        WebAnswer refused = typed(browser, asked, "eve");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("<h1>Confirm that it is you</h1>");
        assertThat(browser.open(ACCOUNT).body()).contains(CONFIRM).doesNotContain("Set up: ");
    }

    @Test
    void recoveryCodesAreCountedAndMadeAgain() {
        WebAnswer codes =
                browser.follow(
                        send(browser, confirmed(browser, "grace"), "Make new recovery codes"));
        WebAnswer ten = browser.follow(browser.post(codes.action(), codes.fields()));
        WebAnswer others = browser.follow(send(browser, ten, "Make new recovery codes"));
        WebAnswer again = browser.follow(browser.post(others.action(), others.fields()));

        assertThat(ten.body()).contains("Codes left: 10");
        assertThat(again.body()).contains("Codes left: 10");
        assertThat(others.body()).isNotEqualTo(codes.body());
    }

    @Test
    void aPasskeyIsAddedNamedAndRemoved() {
        SoftPasskey device = new SoftPasskey(World.GATEWAY);
        WebAnswer offered =
                browser.follow(
                        send(
                                browser,
                                confirmed(browser, "grace"),
                                "Set up: Passkey or security key"));
        String created = device.create(offered.attribute("data-options"));
        WebAnswer added =
                browser.follow(
                        browser.post(
                                offered.action(),
                                offered.filled(Map.of("credential", created, "name", "Laptop"))));
        Map<String, String> renaming = new HashMap<>(form(added, "Rename: Laptop"));
        renaming.put("name", "Work <laptop>");
        WebAnswer renamed = browser.follow(browser.post(ACCOUNT + "/passkeys/rename", renaming));
        WebAnswer removed = browser.follow(send(browser, renamed, "Remove: Work &lt;laptop&gt;"));

        assertThat(added.body()).contains("It is set up.", "Laptop").doesNotContain(device.id());
        assertThat(renamed.body()).contains("Work &lt;laptop&gt;").doesNotContain("<laptop>");
        assertThat(removed.body()).contains("No second factor");
    }

    @Test
    void everyRememberedDeviceIsForgotten() {
        AuthenticatorApp app = withApp(confirmed(browser, "grace")).app();
        world.clock.advance(Duration.ofMinutes(1));
        TestBrowser shopper = world.browser();
        WebAnswer code = typed(shopper, shopper.open(SHOP), "grace");
        shopper.follow(
                shopper.post(
                        code.action(),
                        code.filled(
                                Map.of(
                                        "code",
                                        app.code(world.clock.instant()),
                                        "remember-device",
                                        "yes"))));
        world.clock.advance(Duration.ofSeconds(5));

        WebAnswer forgotten =
                browser.follow(
                        send(browser, browser.open(ACCOUNT), "Forget all remembered devices"));
        world.clock.advance(Duration.ofDays(1));
        WebAnswer asked = typed(shopper, shopper.open(SHOP), "grace");

        assertThat(forgotten.body()).contains("All remembered devices are forgotten");
        assertThat(asked.body()).contains("one-time-code");
    }

    @Test
    void thePasswordIsChangedWithTheCurrentOne() {
        String next = "another long canary sentence";
        WebAnswer wrong = changed("wrong", next, next);
        WebAnswer different = changed(PASSWORD, next, next + "x");
        WebAnswer done = changed(PASSWORD, next, next);

        WebAnswer old = typed(world.browser(), "grace", PASSWORD);
        TestBrowser other = world.browser();
        WebAnswer app = other.follow(typed(other, "grace", next));

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(different.body()).contains("The two new passwords are different");
        assertThat(done.body()).contains("Your password is changed.");
        assertThat(old.status()).isEqualTo(403);
        assertThat(app.received("x-forwarded-user")).isEqualTo("grace");
        assertThat(world.log.lines()).noneMatch(line -> line.contains("canary"));
    }

    @Test
    void guessesOfTheCurrentPasswordAreCountedLikeThoseOfASignIn() {
        for (int guess = 0; guess < 3; guess++) {
            changed("wrong", "next one to be", "next one to be");
        }

        assertThat(changed(PASSWORD, "next one to be", "next one to be").status()).isEqualTo(429);
    }

    @Test
    void otherSessionsAreSeenAndEndedOnEveryHost() {
        TestBrowser other = signedIn("grace");
        TestBrowser third = signedIn("grace");
        TestBrowser eve = signedIn("eve");
        withApp(confirmed(browser, "grace"));

        WebAnswer page = browser.open(ACCOUNT);
        WebAnswer one = browser.follow(send(browser, page, "End this session"));
        WebAnswer all = browser.follow(send(browser, one, "End all other sessions"));

        assertThat(count(page, "This is the session that you are using")).isEqualTo(1);
        assertThat(count(page, "End this session")).isEqualTo(2);
        assertThat(page.body()).contains("Address: 127.0.0.1");
        assertThat(count(one, "End this session")).isEqualTo(1);
        assertThat(all.body()).contains("All other sessions are ended.");
        assertThat(other.get(ACCOUNT).status()).isEqualTo(401);
        assertThat(third.get(ACCOUNT).status()).isEqualTo(401);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
        assertThat(eve.get(ACCOUNT).status()).isEqualTo(200);
    }

    @Test
    void aSessionOnAnAppsHostEndsToo() {
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));
        TestBrowser other = signedIn("grace");
        other.open(SHOP);
        assertThat(other.get(SHOP).status()).isEqualTo(200);

        send(browser, browser.open(ACCOUNT), "End all other sessions");

        assertThat(other.get(SHOP).redirects()).isTrue();
    }

    @Test
    void aNameOfAnotherUsersSessionEndsNothing() {
        TestBrowser other = signedIn("grace");
        TestBrowser eve = signedIn("eve");
        signedIn("eve");
        Map<String, String> foreign = new HashMap<>(form(eve.open(ACCOUNT), "End this session"));
        foreign.put(
                "session",
                form(browser.open(ACCOUNT), "End this session").getOrDefault("session", ""));

        eve.post(ACCOUNT + "/sessions/end", foreign);

        assertThat(other.get(ACCOUNT).status()).isEqualTo(200);
    }

    @Test
    void theLastTenSignInsAreListed() {
        for (int time = 0; time < 11; time++) {
            world.clock.advance(Duration.ofMinutes(1));
            signedIn("grace");
        }

        WebAnswer page = browser.open(ACCOUNT);

        assertThat(count(page, "wiki, with Username and password")).isEqualTo(10);
    }

    @Test
    void aNewUserWithTheNameOfADeletedAccountSeesNothingOfTheOldOne() {
        signedIn("eve");
        world.directory.delete("eve");
        world.directory.add("eve", "eve@example.org", PASSWORD);
        TestBrowser later = signedIn("eve");
        WebAnswer page = later.open(ACCOUNT);

        assertThat(count(page, "End this session")).isZero();
        assertThat(count(page, "wiki, with Username and password")).isEqualTo(1);
    }

    @Test
    void aChangedPasswordEndsTheOtherSessions() {
        TestBrowser other = signedIn("grace");
        TestBrowser eve = signedIn("eve");
        WebAnswer wrong = changed("wrong", "next one to be", "next one to be");
        int stillOpen = other.get(ACCOUNT).status();
        WebAnswer done = changed(PASSWORD, "another long canary one", "another long canary one");

        assertThat(wrong.body())
                .contains("The current password is wrong")
                .doesNotContain("Username or password");
        assertThat(stillOpen).isEqualTo(200);
        assertThat(done.body())
                .contains("Your password is changed. All your other sessions are ended.");
        assertThat(other.get(ACCOUNT).status()).isEqualTo(401);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(200);
        assertThat(eve.get(ACCOUNT).status()).isEqualTo(200);
    }

    @Test
    void withoutAnAccountThereAreSessionsOnly() {
        world.other.signIn(Map.of("sub", "9", "preferred_username", "guest"));
        TestBrowser guest = world.browser();
        guest.open(guest.open(World.GATEWAY + "/forum").link("beta"));
        TestBrowser second = world.browser();
        second.open(second.open(World.GATEWAY + "/forum").link("beta"));

        WebAnswer page = guest.open(ACCOUNT);
        Map<String, String> form = form(page, "End all other sessions");
        WebAnswer refused = guest.post(ACCOUNT + "/factors/add", form);
        guest.post(ACCOUNT + "/sessions/end-others", form);

        assertThat(page.body())
                .contains("has no account here", "Where you are signed in", "forum, with beta")
                .doesNotContain("Set up", "account/links", "account/password");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(second.get(ACCOUNT).status()).isEqualTo(401);
    }

    @Test
    void withoutASessionThereIsNothingToSee() {
        assertThat(world.browser().get(ACCOUNT).status()).isEqualTo(401);
        assertThat(world.browser().get(ACCOUNT + "/password").status()).isEqualTo(401);
    }

    /** An authenticator app that was set up, and the page that says so. */
    private record WithApp(AuthenticatorApp app, WebAnswer page) {}

    private WithApp withApp(WebAnswer confirmed) {
        WebAnswer asked = enrolment(confirmed);
        AuthenticatorApp app = AuthenticatorApp.setUp(asked.body());
        return new WithApp(app, coded(browser, asked, app));
    }

    private WebAnswer enrolment(WebAnswer confirmed) {
        return browser.follow(send(browser, confirmed, "Set up: " + APP));
    }

    private WebAnswer coded(TestBrowser by, WebAnswer asked, AuthenticatorApp app) {
        String code = app.code(world.clock.instant());
        return by.follow(by.post(asked.action(), asked.filled(Map.of("code", code))));
    }

    private WebAnswer confirmed(TestBrowser by, String user) {
        return typed(by, by.follow(send(by, by.open(ACCOUNT), CONFIRM)), user);
    }

    private TestBrowser signedIn(String user) {
        TestBrowser by = world.browser();
        by.follow(typed(by, user, PASSWORD));
        return by;
    }

    private static WebAnswer typed(TestBrowser by, String user, String password) {
        WebAnswer page = by.open(World.WIKI);
        return by.post(page.action(), page.filled(Map.of("username", user, "password", password)));
    }

    private static WebAnswer typed(TestBrowser by, WebAnswer page, String user) {
        return by.follow(
                by.post(
                        page.action(),
                        page.filled(Map.of("username", user, "password", PASSWORD))));
    }

    private WebAnswer changed(String current, String next, String repeated) {
        WebAnswer page = browser.open(ACCOUNT + "/password");
        return browser.follow(
                browser.post(
                        page.action(),
                        page.filled(
                                Map.of(
                                        "password", current,
                                        "new-password", next,
                                        "new-password-again", repeated))));
    }

    private int secrets(String user) {
        String[] values = world.directory.person(user).getAttributeValues("vestibuleTotpSecret");
        return values == null ? 0 : values.length;
    }

    private static long count(WebAnswer page, String text) {
        return Pattern.compile(Pattern.quote(text)).matcher(page.body()).results().count();
    }

    private static WebAnswer send(TestBrowser by, WebAnswer page, String button) {
        Matcher action = Pattern.compile("action=\"([^\"]*)\"").matcher(html(page, button));
        assertThat(action.find()).isTrue();
        return by.post(World.GATEWAY + action.group(1), form(page, button));
    }

    private static Map<String, String> form(WebAnswer page, String button) {
        return new WebAnswer(page.url(), 200, "", List.of(), List.of(), "", html(page, button))
                .fields();
    }

    private static String html(WebAnswer page, String button) {
        return FORM.matcher(page.body())
                .results()
                .map(found -> found.group())
                .filter(form -> form.contains(">" + button + "<"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + button + " on " + page));
    }
}
