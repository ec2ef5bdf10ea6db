package dev.vestibule.demo.chromium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;

import dev.vestibule.demo.idp.DemoIdentityProvider;
import dev.vestibule.demo.testkit.EchoUpstream;
import dev.vestibule.demo.testkit.FreePorts;
import dev.vestibule.demo.testkit.LiveGateway;
import dev.vestibule.demo.testkit.SelfSigned;
import dev.vestibule.demo.web.DemoPages;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A login in Chromium where the gateway speaks TLS itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsJourneyTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String HSTS = "max-age=15552000";
    private static final String YAML =
            """
            connections:
              corp: { type: oidc, issuer: PROVIDER, client-id: vestibule, client-secret: "${env:SECRET}" }
            flows: { staff: { steps: [{ id: first, authenticate: corp }] } }
            apps:
              wiki: { match: { path: /wiki }, upstream: UPSTREAM, flow: staff, access: [{ allow: true }], identity: { headers: [x-forwarded] } }
            """;

    private final int cleartext = FreePorts.next();
    private ChromiumBrowser browser;
    private DemoIdentityProvider provider;
    private EchoUpstream upstream;
    private LiveGateway gateway;

    @BeforeAll
    void start(@TempDir Path folder) {
        SelfSigned.require();
        browser = ChromiumBrowser.start();
        provider = DemoIdentityProvider.start(0, new DemoPages());
        upstream = EchoUpstream.start();
        SelfSigned own = SelfSigned.make(folder, "own", "localhost");
        String keys =
                """
                tls: [{ certificate: %s, key: %s }]
                redirect-http: 127.0.0.1:%d
                """
                        .formatted(own.certificate(), own.key(), cleartext);
        gateway =
                LiveGateway.start(
                        YAML.replace("PROVIDER", provider.issuer("corp").toString())
                                .replace("UPSTREAM", upstream.url()),
                        Map.of("SECRET", "only-for-tests"),
                        new LiveGateway.Manner("https", keys, InstantSource.system()));
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (upstream != null) {
            upstream.close();
        }
        if (provider != null) {
            provider.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aUserSignsInOpensAPageAndSignsOut() {
        try (BrowserContext person = browser.personWhoTrusts()) {
            Journey ada =
                    Journey.in(person, gateway.at("/")).open("/wiki/page").chooses("Ada Lovelace");
            assertThat(ada.received().getString("path")).isEqualTo("/wiki/page");
            ada.isAt("/wiki/page");
            assertThat(ada.received().getJsonObject("headers").getMap())
                    .containsEntry("x-forwarded-user", "corp:ada")
                    .containsEntry("x-forwarded-proto", "https")
                    .doesNotContainKey("cookie");

            ada.open("/.vestibule/logout").clicks("Sign out").sees("You are signed out");

            assertThat(person.cookies()).extracting(cookie -> cookie.name).doesNotContain(SESSION);
            ada.open("/wiki").sees("Choose a user");
        }
    }

    @Test
    void theCookiesAreSecureAndOfThisHostAlone() {
        try (BrowserContext person = browser.personWhoTrusts()) {
            Journey.in(person, gateway.at("/")).open("/wiki").chooses("Ada Lovelace").received();

            List<Cookie> cookies = person.cookies();

            assertThat(cookies).extracting(cookie -> cookie.name).contains(SESSION);
            assertThat(cookies)
                    .allSatisfy(cookie -> {
                        assertThat(cookie.name).startsWith("__Host-");
                        assertThat(cookie.secure).as(cookie.name).isTrue();
                        assertThat(cookie.httpOnly).as(cookie.name).isTrue();
                        assertThat(cookie.sameSite)
                                .as(cookie.name)
                                .isEqualTo(SameSiteAttribute.LAX);
                        assertThat(cookie.domain).as(cookie.name).isEqualTo("localhost");
                        assertThat(cookie.path).as(cookie.name).isEqualTo("/");
                    });
        }
    }

    @Test
    void pagesOfTheGatewayAndOfTheAppTellTheBrowserToUseTlsAlways() {
        try (BrowserContext person = browser.personWhoTrusts()) {
            Journey ada = Journey.in(person, gateway.at("/")).open("/wiki").chooses("Ada Lovelace");
            ada.received();

            assertThat(ada.visits("/wiki")).containsEntry("strict-transport-security", HSTS);
            assertThat(ada.visits("/.vestibule/")).containsEntry("strict-transport-security", HSTS);
        }
    }

    @Test
    void aCleartextAddressLeadsToTls() {
        try (BrowserContext person = browser.personWhoTrusts()) {
            URI start = URI.create("http://localhost:" + cleartext + "/");
            Journey ada =
                    Journey.in(person, start)
                            .open("/wiki/page?a=b")
                            .sees("Choose a user")
                            .chooses("Ada Lovelace");

            assertThat(ada.received().getString("path")).isEqualTo("/wiki/page?a=b");
            assertThat(ada.address()).isEqualTo(gateway.at("/wiki/page?a=b").toString());
        }
    }

    @Test
    void aBrowserThatDoesNotTrustTheCertificateOpensNothing() {
        try (BrowserContext person = browser.person()) {
            Journey stranger = Journey.in(person, gateway.at("/"));

            assertThatThrownBy(() -> stranger.open("/wiki"))
                    .hasMessageContaining("ERR_CERT_AUTHORITY_INVALID");
        }
    }
}
