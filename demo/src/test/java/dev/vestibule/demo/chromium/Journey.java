package dev.vestibule.demo.chromium;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** One person's way through the demo, in one tab. */
final class Journey {
    private static final int MOST_TABS = 40;
    private static final String FOCUSED =
            "document.activeElement.matches('a,button') ? document.activeElement.textContent : ''";

    private final Page page;
    private final URI start;
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    private Journey(Page page, URI start) {
        this.page = page;
        this.start = start;
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                refusals.add(page.url() + ": " + message.text());
            }
        });
    }

    /** A new tab of this person. */
    static Journey in(BrowserContext person, URI start) {
        return new Journey(person.newPage(), start);
    }

    Journey open(String path) {
        page.navigate(start.resolve(path).toString());
        return this;
    }

    /** Chooses somebody of the demo identity provider's list. */
    Journey chooses(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(name)))
                .click();
        return this;
    }

    Journey clicks(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
        return this;
    }

    Journey follows(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
        return this;
    }

    Journey types(String label, String text) {
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label)).fill(text);
        return this;
    }

    /** Reads the code of the newest mail in a tab of its own, and types it. */
    Journey typesTheCodeOfTheMail(String label) {
        try (Page mailbox = page.context().newPage()) {
            mailbox.navigate(start.resolve("/mailbox/").toString());
            String mail = mailbox.locator("pre").first().textContent();
            return types(label, mail.replaceAll("(?s).*?\\b(\\d{6})\\b.*", "$1"));
        }
    }

    /** Reaches a link or a button with the Tab key alone, and presses Enter on it. */
    Journey reaches(String name) {
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            page.keyboard().press("Tab");
            Object text = page.evaluate(FOCUSED);
            if (String.valueOf(text).contains(name)) {
                page.keyboard().press("Enter");
                return this;
            }
        }
        throw new AssertionError(name + " is not reached on " + page.url());
    }

    Journey goesBack() {
        page.goBack();
        return this;
    }

    /** The page with this heading is there. */
    Journey sees(String heading) {
        assertThat(
                        page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(heading).setLevel(1)))
                .isVisible();
        return this;
    }

    Journey seesText(String text) {
        assertThat(page.locator("main")).containsText(text);
        return this;
    }

    Journey isAt(String path) {
        assertThat(URI.create(page.url())).isEqualTo(start.resolve(path));
        return this;
    }

    /** Takes a picture, and checks what every page owes to everybody. */
    Journey picture(String name) {
        ChromiumBrowser.picture(page, name);
        assertThat(page.title()).isNotBlank();
        assertThat(page.locator("html").getAttribute("lang")).isNotBlank();
        assertThat(page.locator("h1").count()).as("first headings").isEqualTo(1);
        assertThat(page.locator("main").count()).as("main landmarks").isEqualTo(1);
        assertThat(page.locator("input:not([type=hidden])").count())
                .as("fields with a label")
                .isEqualTo(page.locator("label").count());
        assertThat(refusals).isEmpty();
        return this;
    }

    /** Nothing is wider than the screen. */
    Journey fits() {
        Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assertThat(((Number) overflow).intValue()).as(page.url()).isLessThanOrEqualTo(0);
        return this;
    }
}
