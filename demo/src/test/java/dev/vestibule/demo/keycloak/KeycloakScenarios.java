package dev.vestibule.demo.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.SearchResultEntry;

import dev.vestibule.demo.testkit.PlainBrowser;
import dev.vestibule.demo.testkit.WebPage;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What has to hold with Keycloak as identity provider, whatever the directory is. */
abstract class KeycloakScenarios {
    /** The line under test. */
    abstract KeycloakLine line();

    /** Keycloak's administrator. */
    abstract KeycloakAdmin keycloak();

    /** Keycloak's issuer. */
    abstract URI issuer();

    /** A name that nobody has in this suite, since the directories of all suites begin empty. */
    abstract String name(String name);

    @Test
    void theFirstLoginCreatesTheAccount() throws Exception {
        String ada = name("ada");
        keycloak().addUser(ada, "Lovelace", "engineering", "staff");

        try (PlainBrowser browser = new PlainBrowser()) {
            WebPage page = line().signIn(browser, "/basic/page?x=1", ada);

            assertThat(page.uri()).isEqualTo(line().at("/basic/page?x=1"));
            assertThat(page.json().getJsonObject("headers").getString("x-forwarded-user"))
                    .isEqualTo(ada);
            assertThat(page.json().getJsonObject("headers").getString("x-forwarded-groups"))
                    .isEqualTo("engineering,staff");
        }

        SearchResultEntry entry = line().directory().person("uid", ada);
        assertThat(entry.getAttributeValue("sn")).isEqualTo("Lovelace");
        assertThat(entry.getAttributeValue("mail")).isEqualTo(ada + "@example.org");
        assertThat(entry.getAttributeValue("vestibuleProvisionedBy")).isEqualTo("basic");
        assertThat(entry.getAttributeValue("vestibuleFederatedIdentity"))
                .isEqualTo(issuer() + " " + keycloak().id(ada));
        assertThat(line().directory().groupsOf(entry)).containsExactly("engineering", "staff");
    }

    @Test
    void theSecondLoginUpdatesTheAccount() throws Exception {
        String grace = name("grace");
        keycloak().addUser(grace, "Murray", "staff");
        signInOnce("/basic/", grace);
        keycloak().rename(grace, "Hopper");

        signInOnce("/basic/", grace);

        assertThat(line().directory().people("uid", grace))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getAttributeValue("sn")).isEqualTo("Hopper"));
    }

    @Test
    void aGroupThatIsAddedAndRemovedAtKeycloakIsFollowed() throws Exception {
        String kay = name("kay");
        keycloak().addUser(kay, "Mauchly", "staff");
        signInOnce("/basic/", kay);
        keycloak().join(kay, "research");
        signInOnce("/basic/", kay);
        SearchResultEntry entry = line().directory().person("uid", kay);
        assertThat(line().directory().groupsOf(entry)).containsExactly("research", "staff");
        keycloak().leave(kay, "research");

        signInOnce("/basic/", kay);

        assertThat(line().directory().groupsOf(entry)).containsExactly("staff");
    }

    @Test
    void signingOutEndsTheSessionAtKeycloakToo() {
        String radia = name("radia");
        keycloak().addUser(radia, "Perlman", "staff");
        try (PlainBrowser browser = new PlainBrowser()) {
            line().signIn(browser, "/basic/", radia);
            WebPage button = browser.open(line().at("/.vestibule/logout"));

            WebPage page = browser.submit(button, "Sign out", Map.of());

            assertThat(page.uri().getPath()).as(page.body()).isEqualTo("/.vestibule/logout");
            assertThat(page.body()).contains("You are signed out here and at");
            assertThat(line().whoami(browser).status()).isEqualTo(401);
            assertThat(browser.open(line().at("/basic/")).body()).contains("kc-form-login");
        }
    }

    @Test
    void sessionsAndLoginsGoOnAfterKeycloakHasChangedItsKeys() throws Exception {
        String edith = name("edith");
        keycloak().addUser(edith, "Clarke", "staff");
        try (PlainBrowser before = new PlainBrowser();
                PlainBrowser after = new PlainBrowser()) {
            line().signIn(before, "/basic/", edith);
            keycloak().rotateKeys();

            WebPage page = line().signIn(after, "/basic/", edith);

            assertThat(page.status()).as(page.body()).isEqualTo(200);
            assertThat(line().whoami(before).status()).isEqualTo(200);
        }
    }

    @Test
    void theSecretMayTravelInTheBody() {
        String joan = name("joan");
        keycloak().addUser(joan, "Clarke", "staff");

        try (PlainBrowser browser = new PlainBrowser()) {
            WebPage page = line().signIn(browser, "/post/", joan);

            assertThat(page.json().getJsonObject("headers").getString("x-forwarded-user"))
                    .isEqualTo(joan);
        }
    }

    @Test
    void withoutProvisioningTheClaimsReachTheAppAndNothingIsWritten() throws Exception {
        String guest = name("guest");
        keycloak().addUser(guest, "Visitor", "staff");

        try (PlainBrowser browser = new PlainBrowser()) {
            WebPage page = line().signIn(browser, "/unprovisioned/", guest);

            assertThat(page.json().getJsonObject("headers").getString("x-forwarded-email"))
                    .isEqualTo(guest + "@example.org");
        }
        assertThat(line().directory().people("mail", guest + "@example.org")).isEmpty();
    }

    @Test
    void keycloaksAnswerNamesItsIssuerAndAnotherIssuerIsRefused() throws Exception {
        String mallory = name("mallory");
        keycloak().addUser(mallory, "Malicious", "staff");
        String ours = "iss=" + URLEncoder.encode(issuer().toString(), StandardCharsets.UTF_8);

        try (PlainBrowser browser = new PlainBrowser()) {
            String answer =
                    String.valueOf(line().answerOfKeycloak(browser, "/basic/", mallory).redirect());
            assertThat(answer).contains(ours);

            WebPage page =
                    browser.open(
                            URI.create(answer.replace(ours, "iss=https%3A%2F%2Fevil.example")));

            assertThat(page.status()).isEqualTo(403);
            assertThat(line().whoami(browser).status()).isEqualTo(401);
        }
        assertThat(line().directory().people("uid", mallory)).isEmpty();
    }

    private void signInOnce(String path, String username) {
        try (PlainBrowser browser = new PlainBrowser()) {
            WebPage page = line().signIn(browser, path, username);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
        }
    }
}
