package dev.vestibule.demo.chromium;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.demo.testkit.EchoUpstream;
import dev.vestibule.demo.testkit.LiveGateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passkeys in Chromium, with its virtual authenticator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PasskeyBrowserTest {
    private static final String SECRET = "canary correct horse";
    private static final String CREATED = "Create the passkey";
    private static final String USED = "Use a passkey";
    private static final String YAML =
            """
            directory:
              url: embedded
              embedded: { listen: 127.0.0.1:0 }
              bind: { dn: "cn=vestibule,ou=services,dc=example,dc=org", password: "${env:SECRET}" }
              base: dc=example,dc=org
            connections: {}
            flows:
              second:
                steps:
                  - { id: first, authenticate: [password] }
                  - { id: second, authenticate: [passkey, totp] }
              either:
                steps:
                  - { id: first, authenticate: [password, passkey] }
            apps:
              wiki: { match: { path: /wiki }, upstream: UPSTREAM, flow: second, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
              forum: { match: { path: /forum }, upstream: UPSTREAM, flow: either, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
            """;

    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private ChromiumBrowser browser;
    private EchoUpstream upstream;
    private LiveGateway gateway;

    @BeforeAll
    void start() throws LDAPException {
        browser = ChromiumBrowser.start();
        upstream = EchoUpstream.start();
        gateway =
                LiveGateway.start(
                        YAML.replace("UPSTREAM", upstream.url()), Map.of("SECRET", SECRET));
        for (String user : List.of("ada", "grace", "alan", "mary")) {
            add(user);
        }
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (upstream != null) {
            upstream.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aPasskeyIsCreatedInTheLoginThenProvesItsUserAndThenSignsInAlone() {
        try (BrowserContext person = browser.person()) {
            Page page = tab(person);
            VirtualAuthenticator device = VirtualAuthenticator.in(page);

            password(page, "ada");
            link(page, "Passkey or security key");
            ChromiumBrowser.picture(page, "passkey-enrolment");
            page.getByLabel("Name of the passkey").fill("Work laptop");
            button(page, CREATED);
            seesUser(page, "ada");
            person.clearCookies();
            password(page, "ada");
            ChromiumBrowser.picture(page, "passkey-second");
            button(page, USED);
            seesUser(page, "ada");
            person.clearCookies();
            page.navigate(gateway.at("/forum").toString());
            button(page, "Passkey or security key");
            ChromiumBrowser.picture(page, "passkey-first");
            button(page, USED);

            seesUser(page, "ada");
            assertThat(device.passkeys()).isEqualTo(1);
            assertThat(refusals).isEmpty();
        }
    }

    @Test
    void whoIsNotVerifiedIsToldAndMayTryAgainOrChooseAnotherMethod() {
        try (BrowserContext person = browser.person()) {
            Page page = tab(person);
            VirtualAuthenticator device = VirtualAuthenticator.in(page);
            device.verifies(false);

            password(page, "grace");
            link(page, "Passkey or security key");
            button(page, CREATED);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("No passkey was created");
            ChromiumBrowser.picture(page, "passkey-failed");
            device.verifies(true);
            button(page, CREATED);

            seesUser(page, "grace");
        }
    }

    @Test
    void aPasskeyWhoseCounterGoesBackSignsInNobody() {
        try (BrowserContext person = browser.person()) {
            Page page = tab(person);
            VirtualAuthenticator device = VirtualAuthenticator.in(page);
            password(page, "alan");
            link(page, "Passkey or security key");
            button(page, CREATED);
            seesUser(page, "alan");
            device.counts(0);
            person.clearCookies();
            password(page, "alan");

            button(page, USED);

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("was not accepted");
            page.navigate(gateway.at("/.vestibule/whoami").toString());
            assertThat(page.locator("body")).not().containsText("alan");
        }
    }

    @Test
    void withoutScriptsThePageSaysSoAndOffersTheOtherMethods() {
        try (BrowserContext person = browser.personWithoutScripts()) {
            Page page = tab(person);
            password(page, "mary");
            link(page, "Passkey or security key");

            assertThat(page.locator("#passkey-script")).containsText("Passkeys need JavaScript");
            ChromiumBrowser.picture(page, "passkey-no-script");
            button(page, CREATED);
            assertThat(page.getByRole(AriaRole.ALERT))
                    .containsText("Your browser has sent no passkey");
            button(page, "Use another method");
            link(page, "Code from an authenticator app");

            assertThat(page.locator("h1")).hasText("Set up an authenticator app");
        }
    }

    private Page tab(BrowserContext person) {
        Page page = person.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                refusals.add(page.url() + ": " + message.text());
            }
        });
        return page;
    }

    /** The first step of the wiki's login. */
    private void password(Page page, String user) {
        page.navigate(gateway.at("/wiki").toString());
        page.getByLabel("Username").fill(user);
        page.getByLabel("Password").fill(SECRET);
        page.locator("button[type=submit]").first().click();
    }

    private static void button(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
    }

    private static void link(Page page, String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).click();
    }

    private static void seesUser(Page page, String user) {
        assertThat(page.locator("body")).containsText("\"x-forwarded-user\":\"" + user + "\"");
    }

    private void add(String user) throws LDAPException {
        try (LDAPConnection ldap =
                new LDAPConnection(
                        gateway.directory().getHost(),
                        gateway.directory().getPort(),
                        "cn=vestibule,ou=services,dc=example,dc=org",
                        SECRET)) {
            ldap.add(
                    "uid=" + user + ",ou=people,dc=example,dc=org",
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("cn", user),
                    new Attribute("sn", "Person"),
                    new Attribute("userPassword", SECRET));
        }
    }
}
