package dev.vestibule.demo.chromium;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

import dev.vestibule.demo.testkit.RealComponents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One Chromium for a suite; every context in it is a person with cookies of their own. */
public final class ChromiumBrowser implements AutoCloseable {
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Playwright playwright;
    private final Browser browser;

    private ChromiumBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; without a Chromium the test is skipped, and fails in CI. */
    public static ChromiumBrowser start() {
        Optional<Path> binary = binary();
        RealComponents.require(
                binary.isPresent(),
                "No Chromium was found: install it, or name its binary in CHROMIUM.");
        // As long as a click may take: on a busy machine a page needs more than five seconds.
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(binary.orElseThrow())
                                        .setArgs(ARGUMENTS));
        return new ChromiumBrowser(playwright, browser);
    }

    /** A user at a desk. */
    public BrowserContext person() {
        return browser.newContext(desk());
    }

    /** A user at this address, by the word of a trusted proxy. */
    BrowserContext personAt(String address) {
        return browser.newContext(desk().setExtraHTTPHeaders(Map.of("X-Forwarded-For", address)));
    }

    /** A user who has accepted every certificate. */
    BrowserContext personWhoTrusts() {
        return browser.newContext(desk().setIgnoreHTTPSErrors(true));
    }

    /** A user whose browser runs no scripts. */
    BrowserContext personWithoutScripts() {
        return browser.newContext(desk().setJavaScriptEnabled(false));
    }

    /** A user who prefers dark pages. */
    BrowserContext personInTheDark() {
        return browser.newContext(desk().setColorScheme(ColorScheme.DARK));
    }

    /** A user with a phone. */
    BrowserContext personWithPhone() {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setViewportSize(360, 740)
                        .setDeviceScaleFactor(2)
                        .setHasTouch(true)
                        .setIsMobile(true));
    }

    /** A picture of the whole page under {@code target/screenshots}. */
    static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(PICTURES.resolve(name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Browser.NewContextOptions desk() {
        return new Browser.NewContextOptions().setViewportSize(1000, 760);
    }

    private static Optional<Path> binary() {
        return Stream.of(
                        System.getenv("CHROMIUM"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
