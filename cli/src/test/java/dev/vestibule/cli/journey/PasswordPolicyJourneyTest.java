package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.ldap.OpenLdapServer.ServiceAccount;
import dev.vestibule.testing.AuthenticatorApp;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;

/** What people see of the password policy of an OpenLDAP (slapo-ppolicy(5)). */
final class PasswordPolicyJourneyTest {
    private static final String PEOPLE = "ou=people," + OpenLdapServer.BASE;
    private static final String SESSION = "__Host-vestibule-session";

    /** Long enough for our own rule, and not for the policy. */
    private static final String BRIEF = "canary horse 12";

    private static final String LONG = "canary correct horse battery";
    private static final String NEXT = "canary another battery horse";
    private static @Nullable OpenLdapServer running;

    @TempDir private Path folder;
    @RegisterExtension final Worlds worlds = new Worlds();

    @BeforeAll
    static void startServer() throws Exception {
        OpenLdapServer server =
                OpenLdapServer.start(Map.of("LDAP_GATEWAY_PASSWORD", TestDirectory.PASSWORD));
        running = server;
        try (LDAPConnection ldap = administrator(server)) {
            ldap.add(
                    "dn: ou=policies," + OpenLdapServer.BASE,
                    "objectClass: organizationalUnit",
                    "ou: policies");
            ldap.add(
                    "dn: cn=default,ou=policies," + OpenLdapServer.BASE,
                    "objectClass: applicationProcess",
                    "objectClass: pwdPolicy",
                    "cn: default",
                    "pwdAttribute: userPassword",
                    "pwdCheckQuality: 2",
                    "pwdMinLength: 20",
                    "pwdLockout: TRUE",
                    "pwdMaxFailure: 2",
                    "pwdLockoutDuration: 600");
            ldap.add(
                    "dn: cn=reset,ou=policies," + OpenLdapServer.BASE,
                    "objectClass: applicationProcess",
                    "objectClass: pwdPolicy",
                    "cn: reset",
                    "pwdAttribute: userPassword",
                    "pwdMustChange: TRUE",
                    "pwdLockoutDuration: 600");
        }
    }

    @AfterAll
    static void stopServer() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void aPasswordThatThePolicyRefusesIsExplainedAndCanBeChosenAgain() {
        World world = signingIn("1", "ada");
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI + "/page");

        WebAnswer again = choose(browser, page, BRIEF);
        WebAnswer app = browser.follow(choose(browser, again, LONG));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("role=\"alert\"", "This organisation requires a longer password")
                .contains("Your account needs a password")
                .doesNotContain("canary", "<script");
        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(bind("ada", LONG)).isEqualTo(ResultCode.SUCCESS);
        assertThat(bind("ada", BRIEF)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(world.log.lines()).noneMatch(line -> line.contains("canary horse"));
    }

    @Test
    void whoLeavesThePageIsAskedForThePasswordAloneAtTheNextLogin() {
        World world = signingIn("2", "grace");
        TestBrowser first = world.browser();
        WebAnswer refused = choose(first, first.open(World.WIKI), BRIEF);
        TestBrowser later = world.browser();

        WebAnswer page = later.open(World.WIKI);
        WebAnswer app = later.follow(choose(later, page, LONG));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(first.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(page.body())
                .contains("Your account needs a password")
                .doesNotContain("name=\"username\"");
        assertThat(app.received("x-forwarded-user")).isEqualTo("grace");
    }

    @Test
    void aLockedAccountIsToldSoAndOpensWhenTheLockIsOver() throws Exception {
        World world = signingIn("3", "emilie");
        TestBrowser browser = world.browser();
        browser.follow(choose(browser, browser.open(World.WIKI), LONG));
        bind("emilie", "wrong");
        bind("emilie", "wrong");
        TestBrowser elsewhere = world.browser();

        WebAnswer page = elsewhere.open(World.WIKI + "/page");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body())
                .contains("Your account is locked", "Wait a while and try again")
                .doesNotContain("emilie", "uid=", "pwdAccountLockedTime");
        assertThat(elsewhere.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.logged("request failed kind=account_locked"))
                .contains("uid=emilie", "pwdAccountLockedTime");
        Instant over = lockedSince("emilie").plusSeconds(601);
        world.clock.advance(Duration.between(world.clock.instant(), over));
        assertThat(elsewhere.open(page.next()).body()).startsWith("> GET /wiki/page\n");
    }

    @Test
    void anAccountThatIsLockedBeforeItsSecondFactorIsRefused() {
        String second = "      - { id: second, authenticate: [totp] }\n";
        World world =
                signingIn(
                        Yaml.STANDARD.replaceFirst(
                                "(staff:(\n.*){3}\n)", "$1" + Matcher.quoteReplacement(second)),
                        "4",
                        "alan");
        TestBrowser browser = world.browser();
        WebAnswer enrolment = browser.follow(choose(browser, browser.open(World.WIKI), LONG));
        AuthenticatorApp app = AuthenticatorApp.setUp(enrolment.body());
        browser.answer(enrolment, Map.of("code", app.code(world.clock.instant())));
        world.clock.advance(Duration.ofSeconds(90));
        TestBrowser later = world.browser();
        WebAnswer asked = later.open(World.WIKI);
        bind("alan", "wrong");
        bind("alan", "wrong");

        WebAnswer end = later.answer(asked, Map.of("code", app.code(world.clock.instant())));

        assertThat(asked.body()).contains("one-time-code");
        assertThat(end.status()).isEqualTo(403);
        assertThat(end.body()).contains("Your account is locked").doesNotContain("uid=");
        assertThat(later.cookies("localhost")).doesNotContainKey(SESSION);
    }

    @Test
    void aPasswordThatMustBeChangedEndsTheSessionsOfWhoeverKnewTheOldOne() throws Exception {
        World world =
                signingIn(
                        Yaml.STANDARD.replaceAll(
                                "authenticate: \\[alpha(, beta)?]", "authenticate: [password]"),
                        "5",
                        "unused");
        addedByHand("edsger");
        TestBrowser thief = world.browser();
        TestBrowser user = world.browser();
        WebAnswer stolen = thief.answer(thief.open(World.WIKI), typed("edsger", LONG));
        user.answer(user.open(World.WIKI), typed("edsger", LONG));
        set("edsger", "pwdReset", "TRUE");

        WebAnswer must = user.answer(user.open(World.GATEWAY + "/forum"), typed("edsger", LONG));
        WebAnswer wrong = user.answer(must, renewed("canary wrong password", NEXT));
        WebAnswer before = thief.open(World.WIKI);
        WebAnswer app = user.answer(wrong, renewed(LONG, NEXT));

        assertThat(stolen.received("x-forwarded-user")).isEqualTo("edsger");
        assertThat(must.body()).contains("autocomplete=\"new-password\"");
        assertThat(before.body()).startsWith("> GET /wiki");
        assertThat(app.body()).startsWith("> GET /forum");
        assertThat(user.open(World.WIKI).body()).startsWith("> GET /wiki");
        assertThat(thief.open(World.WIKI).body()).contains("autocomplete=\"current-password\"");
    }

    private static Map<String, String> typed(String username, String password) {
        return Map.of("username", username, "password", password);
    }

    private static Map<String, String> renewed(String current, String next) {
        return Map.of("password", current, "new-password", next, "new-password-again", next);
    }

    private static void addedByHand(String username) throws Exception {
        try (LDAPConnection ldap = administrator(requireNonNull(running))) {
            ldap.add(
                    "dn: uid=" + username + "," + PEOPLE,
                    "objectClass: inetOrgPerson",
                    "uid: " + username,
                    "cn: " + username,
                    "sn: -",
                    "userPassword: " + LONG,
                    "pwdPolicySubentry: cn=reset,ou=policies," + OpenLdapServer.BASE);
        }
        // Whoever sets a password for another one resets it, by this policy.
        set(username, "pwdReset", "FALSE");
    }

    private static void set(String username, String attribute, String value) throws Exception {
        try (LDAPConnection ldap = administrator(requireNonNull(running))) {
            ldap.modify(
                    "uid=" + username + "," + PEOPLE,
                    new Modification(ModificationType.REPLACE, attribute, value));
        }
    }

    private World signingIn(String subject, String username) {
        return signingIn(Yaml.STANDARD, subject, username);
    }

    private World signingIn(String yaml, String subject, String username) {
        OpenLdapServer server = requireNonNull(running);
        World started =
                worlds.start(
                        folder,
                        yaml.replace("@LDAP@", server.url())
                                .replaceFirst(
                                        "enabled: true",
                                        "enabled: true\n      prompt: username-and-password"));
        started.provider.signIn(Map.of("sub", subject, "preferred_username", username));
        return started;
    }

    private static WebAnswer choose(TestBrowser browser, WebAnswer page, String password) {
        return browser.post(
                page.action(),
                page.filled(
                        Map.of(
                                "decision",
                                "agree",
                                "username",
                                page.value("username"),
                                "password",
                                password,
                                "repeated",
                                password)));
    }

    private static ResultCode bind(String username, String password) {
        OpenLdapServer server = requireNonNull(running);
        String dn = "uid=" + username + "," + PEOPLE;
        try (LDAPConnection ldap = new LDAPConnection(server.host(), server.port())) {
            return ldap.bind(dn, password).getResultCode();
        } catch (LDAPException refused) {
            return refused.getResultCode();
        }
    }

    private static Instant lockedSince(String username) throws Exception {
        try (LDAPConnection ldap = administrator(requireNonNull(running))) {
            return requireNonNull(
                            requireNonNull(
                                            ldap.getEntry(
                                                    "uid=" + username + "," + PEOPLE,
                                                    "pwdAccountLockedTime"))
                                    .getAttributeValueAsDate("pwdAccountLockedTime"))
                    .toInstant();
        }
    }

    private static LDAPConnection administrator(OpenLdapServer server) throws Exception {
        ServiceAccount account = OpenLdapServer.administrator();
        return new LDAPConnection(server.host(), server.port(), account.dn(), account.password());
    }
}
