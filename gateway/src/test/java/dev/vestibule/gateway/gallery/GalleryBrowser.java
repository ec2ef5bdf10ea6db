package dev.vestibule.gateway.gallery;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Chromium, with the accessibility checks of axe-core. */
final class GalleryBrowser implements AutoCloseable {
    private static final String AXE =
            """
            async () => {
              const found = await axe.run(document, { resultTypes: ['violations'] });
              return found.violations.map(each =>
                each.id + ': ' + each.nodes.map(node => node.html).join(' | '));
            }
            """;

    private final Playwright playwright;
    private final Browser browser;
    private final String axe = script();

    private GalleryBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the test where there is no Chromium; with {@code CI=true} fails. */
    static GalleryBrowser start() {
        Optional<Path> binary = binary();
        String missing = "No Chromium was found: install it, or name its binary in CHROMIUM.";
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(binary.isPresent(), missing);
        }
        Assumptions.assumeTrue(binary.isPresent(), missing);
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new GalleryBrowser(
                playwright,
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(binary.orElseThrow())
                                        .setArgs(List.of("--no-sandbox", "--disable-gpu"))));
    }

    /** A desk, light or dark. */
    BrowserContext desk(ColorScheme scheme, String language) {
        return browser.newContext(
                new NewContextOptions()
                        .setViewportSize(900, 640)
                        .setLocale(language)
                        .setColorScheme(scheme));
    }

    /** A narrow phone. */
    BrowserContext phone(ColorScheme scheme, String language) {
        return browser.newContext(
                new NewContextOptions()
                        .setViewportSize(360, 640)
                        .setIsMobile(true)
                        .setHasTouch(true)
                        .setLocale(language)
                        .setColorScheme(scheme));
    }

    /** What axe-core objects to; the page's own policy would not let it in as a script. */
    List<?> objections(Page page) {
        page.evaluate(axe);
        return (List<?>) page.evaluate(AXE);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static String script() {
        try (InputStream in = GalleryBrowser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<Path> binary() {
        return Stream.of(System.getenv("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
