package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What attackers try at passwords and second factors, and where secrets must never be. */
final class FactorAttackTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String PASSWORD = "canary correct horse battery";
    private static final String WRONG_PASSWORD = "canary wrong horse";
    private static final Pattern RECOVERY_CODE = Pattern.compile("<li><code>([a-z0-9-]+)<");
    private static final int AT_ONCE = 50;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    private World world(String... steps) {
        World world =
                worlds.start(
                        folder,
                        Yaml.STANDARD
                                .replace(
                                        "management: 127.0.0.1:0",
                                        "management: 127.0.0.1:0\n  audit: { file: audit.jsonl }")
                                .replaceFirst(
                                        "staff:\n    steps:\n      - id: first\n       "
                                                + " authenticate: \\[alpha]\n",
                                        "staff:\n    steps:\n      - "
                                                + String.join("\n      - ", steps)
                                                + "\n"));
        world.directory.add("grace", "grace@example.org", PASSWORD);
        return world;
    }

    @Test
    void fiftyPasswordsAtOnceCountAsFifty() {
        World world = world("{ id: first, authenticate: [password] }");

        List<WebAnswer> answers = atOnce(world, Map.of("username", "grace", "password", "wrong"));

        threeWereChecked(answers);
        assertThat(typed(world.browser(), "grace", PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void fiftyRecoveryCodesAtOnceCountAsFifty() {
        World world =
                world(
                        "{ id: first, authenticate: [alpha] }",
                        "{ id: second, authenticate: [recovery_code] }");
        TestBrowser first = world.browser();
        WebAnswer shown = first.open(World.WIKI);
        first.post(shown.action(), shown.fields());

        List<WebAnswer> answers = atOnce(world, Map.of("code", "aaaaa-aaaaa-aaaaa"));
        WebAnswer right = answer(world.browser(), Map.of("code", recoveryCodes(shown).getFirst()));

        threeWereChecked(answers);
        assertThat(right.status()).isEqualTo(429);
    }

    @Test
    void ofFiftyLoginsWithOneCodeAtOnceOneIsAccepted() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp] }");
        AuthenticatorApp app = enrolled(world);
        List<TestBrowser> browsers = browsers(world);
        List<WebAnswer> asked =
                browsers.stream().map(browser -> typed(browser, "grace", PASSWORD)).toList();
        String code = app.code(world.clock.instant());

        IntStream.range(0, AT_ONCE)
                .parallel()
                .forEach(each ->
                        browsers.get(each)
                                .post(
                                        asked.get(each).action(),
                                        asked.get(each).filled(Map.of("code", code))));

        assertThat(browsers)
                .filteredOn(browser -> browser.cookies("localhost").containsKey(SESSION))
                .hasSize(1);
    }

    @Test
    void wrongCodesLockTheCodeAndNotThePassword() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp] }");
        AuthenticatorApp app = enrolled(world);
        TestBrowser browser = world.browser();
        WebAnswer last = typed(browser, "grace", PASSWORD);
        for (int guess = 0; guess < 3; guess++) {
            last = post(browser, last, Map.of("code", "wrong"));
        }

        WebAnswer locked = post(browser, last, Map.of("code", app.code(world.clock.instant())));
        WebAnswer password = typed(world.browser(), "grace", PASSWORD);

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.retryAfter()).isEqualTo("1");
        assertThat(password.retryAfter()).isEqualTo("null");
        assertThat(password.status()).isEqualTo(200);
        assertThat(password.body()).contains("one-time-code");
    }

    @Test
    void aConditionThatFailsAsksForTheFactor() {
        World world =
                world(
                        "{ id: first, authenticate: [alpha] }",
                        "{ id: second, authenticate: [totp], when: claims.department == \"x\" }");
        TestBrowser browser = world.browser();

        WebAnswer asked = browser.open(World.WIKI);

        assertThat(asked.body()).contains("one-time-code");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void markupInAUsernameStaysText() {
        World world = world("{ id: first, authenticate: [password] }");

        WebAnswer page = typed(world.browser(), "\"><svg onload=alert(1)>", "wrong");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("&lt;svg onload").doesNotContain("<svg onload");
    }

    @Test
    void aDeviceCookieThatSomebodyElsePlantsOrChangesOpensNothing() {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp], remember-device: 30d }");
        world.directory.add("mallory", "mallory@example.org", PASSWORD);
        TestBrowser attacker = world.browser();
        WebAnswer enrolment = typed(attacker, "mallory", PASSWORD);
        String code = AuthenticatorApp.setUp(enrolment.body()).code(world.clock.instant());
        attacker.post(
                enrolment.action(),
                enrolment.filled(Map.of("code", code, "remember-device", "yes")));
        enrolled(world);
        TestBrowser victim = world.browser();
        TestBrowser forger = world.browser();
        attacker.cookies("localhost")
                .forEach((name, value) -> {
                    victim.cookies("localhost").put(name, value);
                    forger.cookies("localhost").put(name, value.replace('A', 'B') + "x");
                });

        for (TestBrowser browser : List.of(victim, forger)) {
            browser.cookies("localhost").remove(SESSION);
            assertThat(typed(browser, "grace", PASSWORD).body()).contains("one-time-code");
            assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        }
    }

    @Test
    void noSecretOfAFactorIsInALogAnAuditLineALaterPageOrAReadersView() throws Exception {
        World world =
                world(
                        "{ id: first, authenticate: [password] }",
                        "{ id: second, authenticate: [totp, recovery_code] }");
        TestBrowser browser = world.browser();
        List<String> pages = new ArrayList<>();
        pages.add(typed(browser, "grace", WRONG_PASSWORD).body());
        WebAnswer enrolment = method(browser, typed(browser, "grace", PASSWORD));
        String secret = AuthenticatorApp.secret(enrolment.body());
        String code = AuthenticatorApp.setUp(enrolment.body()).code(world.clock.instant());
        WebAnswer codes = post(browser, enrolment, Map.of("code", code));
        List<String> recovery = recoveryCodes(codes);
        pages.add(post(browser, codes, Map.of()).body());
        pages.add(browser.open(World.GATEWAY + "/.vestibule/account").body());
        pages.add(world.management("/metrics").body());
        TestBrowser later = world.browser();
        WebAnswer choice = typed(later, "grace", PASSWORD);
        WebAnswer asked = later.open(choice.link("Recovery code"));
        pages.add(choice.body() + asked.body());
        pages.add(post(later, asked, Map.of("code", recovery.getFirst())).body());

        String written =
                String.join("\n", world.log.lines())
                        + audited()
                        + String.join("\n", pages)
                        + readByGrace(world);

        assertThat(written).contains("vestibuleTotpSecret", "vestibuleRecoveryCode");
        assertThat(written)
                .doesNotContain(PASSWORD, WRONG_PASSWORD, secret, grouped(secret))
                .doesNotContain(recovery.toArray(String[]::new))
                .doesNotContain(sealed(world, "vestibuleTotpSecret"))
                .doesNotContain(sealed(world, "vestibuleRecoveryCode"))
                .doesNotContainPattern("(?<![0-9A-Za-z.-])" + code + "(?![0-9A-Za-z.-])");
    }

    /** The page that sets an authenticator app up, perhaps after the choice of a method. */
    private static WebAnswer method(TestBrowser browser, WebAnswer page) {
        return page.body().contains("class=\"secret\"")
                ? page
                : browser.open(page.link("Code from an authenticator app"));
    }

    private static String grouped(String secret) {
        return secret.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private static String[] sealed(World world, String attribute) {
        return world.directory.person("grace").getAttributeValues(attribute);
    }

    private String audited() throws IOException {
        try (var files = Files.walk(folder)) {
            return Files.readString(
                    files.filter(file -> file.endsWith("audit.jsonl")).findFirst().orElseThrow());
        }
    }

    private static String readByGrace(World world) throws LDAPException {
        String dn = "uid=grace,ou=people,dc=example,dc=org";
        try (LDAPConnection ldap =
                new LDAPConnection("127.0.0.1", world.directory.port(), dn, PASSWORD)) {
            return ldap.search(dn, SearchScope.BASE, "(objectClass=*)", "*", "+")
                    .getSearchEntries()
                    .toString();
        }
    }

    private static AuthenticatorApp enrolled(World world) {
        TestBrowser browser = world.browser();
        WebAnswer enrolment = typed(browser, "grace", PASSWORD);
        AuthenticatorApp app = AuthenticatorApp.setUp(enrolment.body());
        post(browser, enrolment, Map.of("code", app.code(world.clock.instant())));
        world.clock.advance(Duration.ofSeconds(90));
        return app;
    }

    private static List<String> recoveryCodes(WebAnswer page) {
        List<String> codes =
                RECOVERY_CODE
                        .matcher(page.body())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList();
        assertThat(codes).as(page.body()).hasSize(10);
        return codes;
    }

    /** The same answer in logins of their own: in one login only one of several is looked at. */
    private static List<WebAnswer> atOnce(World world, Map<String, String> typed) {
        List<TestBrowser> browsers = browsers(world);
        List<WebAnswer> pages = browsers.stream().map(browser -> browser.open(World.WIKI)).toList();
        return IntStream.range(0, AT_ONCE)
                .parallel()
                .mapToObj(each -> post(browsers.get(each), pages.get(each), typed))
                .toList();
    }

    private static List<TestBrowser> browsers(World world) {
        return IntStream.range(0, AT_ONCE).mapToObj(_ -> world.browser()).toList();
    }

    private static void threeWereChecked(List<WebAnswer> answers) {
        assertThat(answers).filteredOn(answer -> answer.status() == 403).hasSize(3);
        assertThat(answers).filteredOn(answer -> answer.status() == 429).hasSize(AT_ONCE - 3);
    }

    private static WebAnswer typed(TestBrowser browser, String username, String password) {
        return answer(browser, Map.of("username", username, "password", password));
    }

    private static WebAnswer answer(TestBrowser browser, Map<String, String> typed) {
        return post(browser, browser.open(World.WIKI + "/page"), typed);
    }

    private static WebAnswer post(TestBrowser browser, WebAnswer page, Map<String, String> typed) {
        return browser.follow(browser.post(page.action(), page.filled(typed)));
    }
}
