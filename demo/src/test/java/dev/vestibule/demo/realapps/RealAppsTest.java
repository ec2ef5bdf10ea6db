package dev.vestibule.demo.realapps;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;

import dev.vestibule.demo.chromium.ChromiumBrowser;
import dev.vestibule.demo.testkit.Await;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Node-RED, Verdaccio, TiddlyWiki, Radicale and Prometheus, set up as docs/apps-known.md says. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(VertxExtension.class)
final class RealAppsTest {
    private static final String ADA = "Ada Lovelace";
    private static final String TIDDLER = "Plans/2026: $5 & more";
    private static final String INSTALL =
            "mkdir other; cd other; echo {} >package.json; npm install --no-audit @scope/pkg";
    private static final Map<String, String> CALENDAR = Map.of("content-type", "text/calendar");
    private static final Map<String, String> DEPTH =
            Map.of("depth", "1", "content-type", "application/xml");
    private static final String EVENT =
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//test//EN
            BEGIN:VEVENT
            UID:1
            DTSTAMP:20260101T120000Z
            DTSTART:20260101T150000Z
            SUMMARY:Tea with Grace
            END:VEVENT
            END:VCALENDAR
            """;
    private static final String PROPFIND =
            """
            <propfind xmlns="DAV:"><prop><getetag/><current-user-principal/></prop></propfind>
            """;
    private static final String REPORT =
            """
            <c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
              <prop><c:calendar-data/></prop>
              <c:filter><c:comp-filter name="VCALENDAR"/></c:filter>
            </c:calendar-query>
            """;

    private Path folder;
    private Vertx vertx;
    private ChromiumBrowser browser;
    private KnownApps apps;

    @BeforeAll
    void start(Vertx vertx, @TempDir Path folder) throws Exception {
        this.folder = folder;
        this.vertx = vertx;
        browser = ChromiumBrowser.start();
        apps = KnownApps.start(folder);
    }

    @AfterAll
    void stop() throws Exception {
        if (apps != null) {
            apps.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void nodeRedKnowsItsUserAndItsSocketEndsWithTheSession() {
        try (Desk desk = desk()) {
            Page signIn = desk.opens(KnownApp.NODE_RED, "/");
            WebSocket socket = signIn.waitForWebSocket(() -> Desk.chooses(signIn, ADA));
            assertThat(signIn.locator("#red-ui-workspace")).isVisible();
            assertThat(signIn.evaluate("() => RED.settings.user.username")).isEqualTo("ada");

            socket.waitForFrameReceived(
                    new WebSocket.WaitForFrameReceivedOptions()
                            .setPredicate(frame -> frame.text().contains("runtime-deploy")),
                    () ->
                            signIn.evaluate(
                                    """
                                    () => fetch('flows', { method: 'POST',
                                        headers: { 'content-type': 'application/json' },
                                        body: JSON.stringify([{ id: 'f1', type: 'tab', label: 'Mine' }]) })
                                    """));
            desk.signsOut(KnownApp.NODE_RED, "/");
            signIn.waitForCondition(socket::isClosed);
        }
    }

    @Test
    void tiddlyWikiSavesATiddlerWithASlashUnderTheNameOfTheUser() throws Exception {
        try (Desk desk = desk()) {
            Page page = desk.signsIn(ADA, KnownApp.TIDDLYWIKI, "/");
            page.locator("button[aria-label='new tiddler']").first().click();
            page.locator("input.tc-titlebar").fill(TIDDLER);
            Response saved =
                    page.waitForResponse(
                            answer ->
                                    answer.request().method().equals("PUT")
                                            && answer.url().contains("/tiddlers/Plans%2F"),
                            () ->
                                    page.locator("button[aria-label^='Confirm changes']")
                                            .first()
                                            .click());

            assertThat(saved.status()).isEqualTo(204);
            assertThat(
                            page.evaluate(
                                    "name => fetch('recipes/default/tiddlers/' + encodeURIComponent(name))"
                                            + ".then(answer => answer.json())"
                                            + ".then(tiddler => tiddler.modifier)",
                                    TIDDLER))
                    .isEqualTo("ada");
            desk.signsOut(KnownApp.TIDDLYWIKI, "/");
        }
    }

    @Test
    void npmPublishesAndInstallsAScopedPackageWithAToken() throws Exception {
        Path laptop = Files.createDirectory(folder.resolve("laptop"));
        Files.writeString(
                Files.createDirectory(laptop.resolve("pkg")).resolve("package.json"),
                "{\"name\":\"@scope/pkg\",\"version\":\"1.2.3\"}");
        try (Desk desk = desk()) {
            Page page = desk.signsIn(ADA, KnownApp.VERDACCIO, "/");
            Map<String, String> token = Map.of("TOKEN", desk.makesToken("Packages"));
            String settings = apps.block(KnownApp.VERDACCIO, "sh", 1);

            apps.run(laptop, settings + "cd pkg; npm publish", token);
            apps.run(laptop, INSTALL, Map.of());
            assertThat(laptop.resolve("other/node_modules/@scope/pkg/package.json")).exists();
            Await.until(
                    "Verdaccio tells of a path as npm sends it",
                    Duration.ofMinutes(1),
                    () -> apps.log(KnownApp.VERDACCIO).contains("/@scope%2fpkg"));

            page.navigate(apps.at(KnownApp.VERDACCIO, "/-/web/detail/@scope/pkg").toString());
            assertThat(page.locator("body")).containsText("1.2.3");
            desk.signsOut(KnownApp.VERDACCIO, "/");
        }
    }

    @Test
    void calendarsInRadicaleBelongToTheUserOfTheBrowserAndOfThePhone() throws Exception {
        try (Desk desk = desk()) {
            Page page = desk.signsIn(ADA, KnownApp.RADICALE, "/");
            Program phone = Program.withBasic(vertx, "ada", desk.makesToken("Calendars"));

            assertThat(phone.send("MKCALENDAR", calendar(""), Map.of(), "").status())
                    .isEqualTo(201);
            assertThat(phone.send("PUT", calendar("1.ics"), CALENDAR, EVENT).status())
                    .isEqualTo(201);
            Program.Answer found = phone.send("PROPFIND", calendar(""), DEPTH, PROPFIND);
            Program.Answer reported = phone.send("REPORT", calendar(""), DEPTH, REPORT);

            assertThat(found.status()).isEqualTo(207);
            assertThat(found.body()).contains("/ada/work/1.ics", "/ada/</");
            assertThat(reported.body()).contains("SUMMARY:Tea with Grace");
            page.locator("input[data-name=user]").fill("ada");
            page.locator("button:visible").click();
            assertThat(page.locator("#collectionsscene")).containsText("/ada/work/");
            assertThat(phone.get(apps.at(KnownApp.RADICALE, "/grace/")).status()).isEqualTo(403);
            desk.signsOut(KnownApp.RADICALE, "/");
        }
    }

    @Test
    void prometheusAnswersBelowItsPathToThoseWhomTheRulesAdmit() throws Exception {
        try (Desk desk = desk();
                Desk contractor = desk()) {
            Page page = desk.signsIn(ADA, KnownApp.PROMETHEUS, "/prometheus/");
            assertThat(page.locator("body")).containsText("Prometheus");
            Program grafana = Program.withBearer(vertx, desk.makesToken("Prometheus"));

            assertThat(grafana.get(prometheus("query?query=1%2B1")).body())
                    .contains("\"success\"", "\"2\"");
            assertThat(grafana.get(prometheus("admin/tsdb/snapshot")).status()).isEqualTo(403);
            Desk.sees(
                    contractor.signsIn("Alan Turing", KnownApp.PROMETHEUS, "/prometheus/graph"),
                    "You may not open this page");
            desk.signsOut(KnownApp.PROMETHEUS, "/prometheus/");
        }
    }

    @Test
    void noProgramSpeaksWithoutATokenOfTheApp() throws Exception {
        Program stranger = Program.withBasic(vertx, "ada", "guessed");

        for (KnownApp app : KnownApp.values()) {
            String path = app == KnownApp.PROMETHEUS ? "/prometheus/graph" : "/ada/";
            Map<String, String> asAda = Map.of("X-Forwarded-User", "ada", "X_Remote_User", "ada");
            assertThat(stranger.send("PROPFIND", apps.at(app, path), asAda, "").status())
                    .as(app.name())
                    .isEqualTo(401);
        }
    }

    private URI calendar(String name) {
        return apps.at(KnownApp.RADICALE, "/ada/work/" + name);
    }

    private URI prometheus(String path) {
        return apps.at(KnownApp.PROMETHEUS, "/prometheus/api/v1/" + path);
    }

    private Desk desk() {
        return new Desk(browser.person(), apps);
    }
}
