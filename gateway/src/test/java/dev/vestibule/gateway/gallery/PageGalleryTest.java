package dev.vestibule.gateway.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.gateway.http.PageSamples;
import dev.vestibule.gateway.theme.Look;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Walks all pages in Chromium. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageGalleryTest {
    private static final int HEAVIEST = 30_000;
    private static final Path PICTURES = Path.of("../docs/screenshots");
    private static final List<String> LANGUAGES = List.of("en", "de", "zh");
    private static final Set<String> NAMES = PageSamples.named().keySet();

    private static final String PICTURES_SHOWN =
            "[...document.images].length > 0"
                    + " && [...document.images].every(each => each.complete && each.naturalWidth > 0)";

    private GalleryBrowser browser;
    private Gallery gallery;

    @BeforeAll
    void start() {
        browser = GalleryBrowser.start();
    }

    @BeforeEach
    void open(Vertx vertx) {
        Look look = Look.standard();
        gallery = Gallery.open(vertx, () -> look);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void axeFindsNothingOnAnyPageInLightAndDark() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext desk = browser.desk(scheme, "en")) {
                Page page = desk.newPage();
                for (String name : NAMES) {
                    page.navigate(gallery.page(name));

                    assertThat(browser.objections(page)).as(name + " " + scheme).isEmpty();
                }
            }
        }
    }

    @Test
    void aThemeStaysAccessibleAndItsPicturesAreShown(Vertx vertx, @TempDir Path folder)
            throws Exception {
        Look themed = themed(folder);
        Gallery own = Gallery.open(vertx, () -> themed);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext desk = browser.desk(scheme, "en")) {
                Page page = desk.newPage();
                for (String name : List.of("sign-in", "portal", "password-wrong", "refused")) {
                    page.navigate(own.page(name));

                    assertThat(browser.objections(page)).as(name + " " + scheme).isEmpty();
                    assertThat(page.evaluate(PICTURES_SHOWN)).as(name).isEqualTo(true);
                    assertThat(page.locator("header").textContent()).contains("Example Ltd");
                    assertThat(page.locator("footer").textContent()).contains("Help", "Our rules");
                }
                assertThat(
                                page.locator("main")
                                        .evaluate("main => getComputedStyle(main).borderTopWidth"))
                        .isEqualTo("7px");
            }
        }
    }

    private static Look themed(Path folder) throws Exception {
        Files.writeString(
                folder.resolve("logo.svg"),
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' width='90'"
                        + " height='30'><path d='M0 0h9v9z' fill='#0b6e4f'/></svg>");
        Files.writeString(folder.resolve("own.css"), "main{border-top:7px solid var(--accent)}");
        String yaml =
                """
                gateway: { url: "https://login.example.org" }
                theme:
                  name: Example Ltd
                  logo: logo.svg
                  accent: "#0b6e4f"
                  links: { Help: "https://help.example.org", Our rules: /rules }
                  css: own.css
                connections:
                  corp:
                    type: oidc
                    icon: logo.svg
                    issuer: https://sso.example.org
                    client-id: v
                    client-secret: "${env:SECRET}"
                flows: { staff: { steps: [ { id: first, authenticate: corp } ] } }
                apps:
                  wiki:
                    icon: logo.svg
                    upstream: http://127.0.0.1:3000
                    flow: staff
                    access: [ { allow: true } ]
                """;
        return Look.of(
                Objects.requireNonNull(
                        new FlowConfigLoader()
                                .load(Map.of("a.yaml", yaml), folder, _ -> "canary")
                                .config()));
    }

    @Test
    void axeFindsWhatIsWrong() {
        try (BrowserContext desk = browser.desk(ColorScheme.LIGHT, "en")) {
            Page page = desk.newPage();
            page.navigate(gallery.page("password"));
            page.evaluate("document.querySelector('label').remove()");

            assertThat(browser.objections(page).toString()).contains("label: ");
        }
    }

    @Test
    void noPageIsWiderThanAPhoneInAnyLanguage() {
        for (String language : LANGUAGES) {
            try (BrowserContext phone = browser.phone(ColorScheme.LIGHT, language)) {
                Page page = phone.newPage();
                for (String name : NAMES) {
                    page.navigate(gallery.page(name));

                    assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
                    assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")))
                            .as(name + " " + language)
                            .isEqualTo(360);
                }
            }
        }
    }

    @Test
    void everyPageIsLightAndLoadsNothingFromOthersAndKeepsItsPolicy() {
        for (String name : NAMES) {
            try (BrowserContext desk = browser.desk(ColorScheme.LIGHT, "en")) {
                Page page = desk.newPage();
                List<Response> responses = new CopyOnWriteArrayList<>();
                List<String> messages = new CopyOnWriteArrayList<>();
                page.onResponse(responses::add);
                page.onConsoleMessage(message -> {
                    if (message.type().equals("error")) {
                        messages.add(message.text());
                    }
                });
                page.navigate(gallery.page(name));
                List<Response> loaded = List.copyOf(responses);

                assertThat(loaded)
                        .hasSizeGreaterThan(1)
                        .allSatisfy(response ->
                                assertThat(response.url()).startsWith(gallery.origin() + "/"))
                        .allSatisfy(response -> assertThat(response.status()).isEqualTo(200));
                assertThat(loaded.stream().mapToInt(each -> each.body().length).sum())
                        .as("bytes of " + name)
                        .isLessThan(HEAVIEST);
                assertThat(messages).as(name).isEmpty();
            }
        }
    }

    @Test
    void theKeyboardReachesTheContentFirstAndThenEveryChoiceInOrder() {
        try (BrowserContext desk = browser.desk(ColorScheme.LIGHT, "en")) {
            Page page = desk.newPage();
            page.navigate(gallery.page("sign-in"));

            assertThat(focusedAfterTab(page)).isEqualTo("Skip to the content");
            page.keyboard().press("Enter");
            assertThat(focusedAfterTab(page)).contains("Corporate account");
            assertThat(focusedAfterTab(page)).contains("Partner company");
        }
    }

    @Test
    void theKeyboardFillsTheFirstPageInAndComesToTheOtherOptionsAfterIt() {
        try (BrowserContext desk = browser.desk(ColorScheme.LIGHT, "en")) {
            Page page = desk.newPage();
            page.navigate(gallery.page("password-others"));

            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("username");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("password");
            assertThat(focusedAfterTab(page)).isEqualTo("Sign in");
            assertThat(focusedAfterTab(page)).contains("Corporate account");
            assertThat(focusedAfterTab(page)).contains("Passkey");
        }
    }

    @Test
    void whatIsWrongHasTheFocusAndLeadsToItsField() {
        try (BrowserContext desk = browser.desk(ColorScheme.LIGHT, "en")) {
            Page page = desk.newPage();
            page.navigate(gallery.page("first-login-problems"));

            assertThat(page.evaluate("document.activeElement.getAttribute('role')"))
                    .isEqualTo("alert");
            assertThat(focusedAfterTab(page)).startsWith("Mobile phone:");
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.id"))
                    .isIn("attribute.mobile", "username");
        }
    }

    @Test
    void theLanguageIsSwitchedWithoutAScriptAndKept() {
        try (BrowserContext desk = browser.desk(ColorScheme.LIGHT, "en")) {
            Page page = desk.newPage();
            page.navigate(gallery.page("portal"));
            page.getByText("Deutsch").click();

            assertThat(page.url()).isEqualTo(gallery.page("portal"));
            assertThat(page.locator("h1").textContent()).isEqualTo("Ihre Anwendungen");
            page.navigate(gallery.page("sign-in"));
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
        }
    }

    @Test
    void everyPageHasItsPicturesInTheDocumentation() throws Exception {
        if (Boolean.getBoolean("vestibule.write")) {
            takePictures();
        }
        try (Stream<Path> files = Files.list(PICTURES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as(
                            "make them with: mvn -pl gateway -am test -Dtest=PageGalleryTest"
                                    + " -Dvestibule.write=true"
                                    + " -Dsurefire.failIfNoSpecifiedTests=false")
                    .containsExactlyInAnyOrderElementsOf(
                            NAMES.stream()
                                    .flatMap(name ->
                                            Stream.of(name + "-desktop.png", name + "-phone.png"))
                                    .toList());
        }
    }

    private void takePictures() {
        try (BrowserContext desk = browser.desk(ColorScheme.LIGHT, "en");
                BrowserContext phone = browser.phone(ColorScheme.DARK, "en")) {
            Page large = desk.newPage();
            Page small = phone.newPage();
            for (String name : NAMES) {
                large.navigate(gallery.page(name));
                SmallPicture.write(picture(large), PICTURES.resolve(name + "-desktop.png"));
                small.navigate(gallery.page(name));
                SmallPicture.write(picture(small), PICTURES.resolve(name + "-phone.png"));
            }
        }
    }

    private static byte[] picture(Page page) {
        return page.screenshot(new Page.ScreenshotOptions().setFullPage(true));
    }

    private static String focusedAfterTab(Page page) {
        page.keyboard().press("Tab");
        return String.valueOf(page.evaluate("document.activeElement.textContent.trim()"));
    }
}
