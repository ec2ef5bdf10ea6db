package dev.vestibule.demo.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;

import dev.vestibule.cli.Main;
import dev.vestibule.demo.chromium.ChromiumBrowser;
import dev.vestibule.demo.testkit.LiveGateway;
import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.testing.AuthenticatorApp;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The guide of docs/factors.md in Chromium, with Keycloak, OpenLDAP and a mail server. */
@ExtendWith(SharedKeycloak.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("keycloak")
final class GuideCasesTest {
    private static final String PASSWORD = "canary correct horse";
    private static final String SEALED = "1\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{60,}";
    private static final String TOTP = "vestibuleTotpSecret";

    private ChromiumBrowser chromium;
    private KeycloakAdmin keycloak;
    private GuideLine line;

    @BeforeAll
    void start(KeycloakServer shared) {
        chromium = ChromiumBrowser.start();
        keycloak = shared.admin();
        line = new GuideLine(shared.issuer());
    }

    @AfterAll
    void stop() {
        if (line != null) {
            line.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aLocalAccountSetsASecondFactorUpAndIsAskedForItAtTheNextSignIn() throws Exception {
        line.addAccount("local-ada", PASSWORD);
        URI app = line.at("/local");

        try (BrowserContext person = chromium.person()) {
            GuideTab tab = new GuideTab(person).open(app).password("local-ada", PASSWORD);
            String secret =
                    setsUpAndUsesAnAuthenticatorApp(
                            tab,
                            () -> tab.openAfresh(app).password("local-ada", PASSWORD),
                            "local-ada");
            theSecretIsSealed(secret, "local-ada");
        }
    }

    @Test
    void passwordAndCodeNeedTheKeyboardAlone() throws Exception {
        line.addAccount("local-kay", PASSWORD);

        try (BrowserContext person = chromium.person()) {
            GuideTab tab =
                    new GuideTab(person)
                            .open(line.at("/local"))
                            .sees("Sign in")
                            .types("local-kay", PASSWORD)
                            .sees("Set up an authenticator app");
            tab.types(tab.app().code(Instant.now())).isSignedIn("local-kay");
        }
    }

    @Test
    void anAccountThatTheFirstSignInMakesHasASecondFactor() throws Exception {
        keycloak.addUser("guide-grace", "Hopper");
        URI app = line.at("/staff");

        try (BrowserContext person = chromium.person()) {
            GuideTab tab = new GuideTab(person).open(app).atKeycloak("guide-grace");
            String secret =
                    setsUpAndUsesAnAuthenticatorApp(
                            tab,
                            () -> tab.openAfresh(app).atKeycloak("guide-grace"),
                            "guide-grace");
            theSecretIsSealed(secret, "guide-grace");
        }

        assertThat(line.values(OpenLdapServer.reader(), "guide-grace", "vestibuleProvisionedBy"))
                .containsExactly("corp");
    }

    @Test
    void aCodeGoesToTheAddressOfTheAccountThatTheFirstSignInMakes() throws Exception {
        keycloak.addUser("guide-kay", "Mauchly");

        try (BrowserContext person = chromium.person()) {
            GuideTab tab =
                    new GuideTab(person)
                            .open(line.at("/mailed"))
                            .atKeycloak("guide-kay")
                            .sees("Enter the code from the mail");
            tab.code(line.codeFor("guide-kay@example.org"), "Continue").isSignedIn("guide-kay");
        }

        assertThat(line.values(OpenLdapServer.reader(), "guide-kay", "mail"))
                .containsExactly("guide-kay@example.org");
    }

    @Test
    void withoutProvisioningTheFactorIsSkippedAndTheLoginNeedsNoAccount() throws Exception {
        keycloak.addUser("guide-eve", "Visitor");
        keycloak.addUser("guide-joan", "Clarke");
        URI app = line.at("/mixed");

        try (BrowserContext partner = chromium.person();
                BrowserContext corp = chromium.person()) {
            new GuideTab(partner)
                    .open(app)
                    .chooses("Partner company")
                    .atKeycloak("guide-eve")
                    .isSignedIn("partner:" + keycloak.id("guide-eve"));
            new GuideTab(corp)
                    .open(app)
                    .chooses("corp")
                    .atKeycloak("guide-joan")
                    .sees("Set up an authenticator app");
        }

        assertThat(line.everything(OpenLdapServer.administrator()))
                .contains("guide-joan")
                .doesNotContain("guide-eve", keycloak.id("guide-eve"));
    }

    @Test
    void withoutProvisioningAndConditionCheckNamesStepConnectionAndBothRemedies(
            @TempDir Path folder) throws IOException {
        GuideYaml guide =
                GuideYaml.ofThePage().withApps("http://127.0.0.1:1").withSecretsIn("secret");
        StringWriter said = new StringWriter();

        int refused = check(folder, guide.withoutTheCondition(), said);

        assertThat(refused).as(said.toString()).isEqualTo(1);
        assertThat(said.toString())
                .contains("account-required", "step second", "users of partner")
                .contains("Enable connections.partner.provisioning", "!= \"partner\"");
        assertThat(check(folder, guide, said)).as(said.toString()).isZero();
        assertThat(check(folder, guide.withoutTheCondition().withAccountsForThePartner(), said))
                .as(said.toString())
                .isZero();
    }

    /** What the user does to come to the question for the second factor again. */
    private interface FirstStep {
        void again();
    }

    private static String setsUpAndUsesAnAuthenticatorApp(
            GuideTab tab, FirstStep first, String username) {
        tab.sees("Set up an authenticator app");
        String secret = tab.secret();
        AuthenticatorApp app = tab.app();
        Instant now = Instant.now();
        tab.code(app, now, "Confirm").isSignedIn(username);
        first.again();
        tab.sees("Enter your code")
                .code(app, now, "Continue")
                .isTold("was used already")
                // The app's clock is half a minute ahead, which is allowed, so that no test waits.
                .code(app, now.plusSeconds(30), "Continue")
                .isSignedIn(username);
        return secret;
    }

    private void theSecretIsSealed(String secret, String username) throws Exception {
        var sealed = line.values(OpenLdapServer.gateway(), username, TOTP);
        assertThat(sealed).singleElement().asString().matches(SEALED);
        assertThat(line.values(OpenLdapServer.reader(), username, "uid")).containsExactly(username);
        assertThat(line.values(OpenLdapServer.reader(), username, TOTP)).isEmpty();
        assertThat(line.everything(OpenLdapServer.reader()))
                .contains(username)
                .doesNotContain("name=" + TOTP, sealed.getFirst());
        assertThat(line.everything(OpenLdapServer.administrator())).doesNotContain(secret);
    }

    private static int check(Path folder, GuideYaml yaml, StringWriter said) throws IOException {
        Files.writeString(folder.resolve("secret"), KeycloakServer.CLIENT_SECRET);
        Files.writeString(
                folder.resolve("vestibule.yaml"),
                LiveGateway.settings(1)
                        + "directory: { url: embedded, base: \"dc=example,dc=org\" }\n"
                        + yaml.text());
        return Main.commandLine()
                .setOut(new PrintWriter(said, true))
                .execute("check", folder.toString());
    }
}
