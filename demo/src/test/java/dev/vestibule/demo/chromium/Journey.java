package dev.vestibule.demo.chromium;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import dev.vestibule.testing.AuthenticatorApp;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** One person's way through the demo, in one tab. */
final class Journey {
    private static final int MOST_TABS = 40;
    private static final String FOCUSED =
            "document.activeElement.matches('a,button') ? document.activeElement.textContent : ''";

    private static final String POST =
            "fetch('', {method: 'POST', headers: {Accept: 'application/json'}, body: new"
                    + " URLSearchParams({a: 'b'})}).then(answer => answer.status + ' ' +"
                    + " answer.headers.get('www-authenticate'))";
    private static final String FORM =
            "const form = document.createElement('form'); form.method = 'post';"
                    + " document.body.append(form); form.submit()";

    private static final String ENTRIES =
            """
            entries => {
              const form = document.createElement('form');
              form.method = 'post';
              form.action = entries.to;
              for (const [name, value] of Object.entries(entries.fields)) {
                const field = document.createElement('textarea');
                field.name = name;
                field.value = value;
                form.append(field);
              }
              document.body.append(form);
              form.submit();
            }
            """;

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

    /** Opens it, and gives the headers of the answer. */
    Map<String, String> visits(String path) {
        return Objects.requireNonNull(page.navigate(start.resolve(path).toString()), path)
                .headers();
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

    /** Types into the only field with exactly this label. */
    Journey enters(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
        return this;
    }

    /** Ticks the only box. */
    Journey ticks() {
        page.getByRole(AriaRole.CHECKBOX).check();
        return this;
    }

    /** Signs in with a local account, on the page that asks for its password. */
    Journey password(String user, String secret) {
        return enters("Username", user).enters("Password", secret).clicks("Sign in");
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

    Journey seesNo(String button) {
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)))
                .hasCount(0);
        return this;
    }

    /** The page says that something is wrong with the answer. */
    Journey isTold(String problem) {
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(problem);
        return this;
    }

    /** The field with this label holds this. */
    Journey finds(String label, String value) {
        assertThat(page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)))
                .hasValue(value);
        return this;
    }

    Journey seesText(String text) {
        assertThat(page.locator("main")).containsText(text);
        return this;
    }

    /** Where the tab is. */
    String address() {
        return page.url();
    }

    /** Where a link leads. */
    @Nullable String target(String link) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                .getAttribute("href");
    }

    /** The authenticator app of the user, set up with the secret of the page. */
    AuthenticatorApp setsUpAnApp() {
        sees("Set up an authenticator app");
        return AuthenticatorApp.setUp(page.content());
    }

    /** What an echoing app has received: the path, and the value of each header. */
    JsonObject received() {
        assertThat(page.locator("body")).containsText("\"headers\":{");
        return new JsonObject(page.locator("pre").textContent());
    }

    /** Sends a form to the address of the echoing app's page, as a script of the page does. */
    String posts() {
        received();
        return String.valueOf(page.evaluate(POST));
    }

    /** Sends a form to the address of the echoing app's page, and sees the answer. */
    Journey submitsAForm() {
        received();
        page.evaluate(FORM);
        return this;
    }

    /** Sends a form with these fields from the page that is open to this address. */
    Journey submits(String to, Map<String, String> fields) {
        page.evaluate(ENTRIES, Map.of("to", start.resolve(to).toString(), "fields", fields));
        return this;
    }

    /** Opens a page of no origin, as a frame of an attacker has it. */
    Journey opensNothing() {
        page.navigate("about:blank");
        return this;
    }

    /** The tab comes to this address in time. */
    Journey comesTo(String path) {
        page.waitForURL(start.resolve(path).toString());
        return this;
    }

    Journey isAt(String path) {
        assertThat(URI.create(page.url())).isEqualTo(start.resolve(path));
        return this;
    }

    /** Takes a picture, and checks what every page owes to everybody. */
    Journey picture(String name) {
        page.waitForLoadState();
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
        // The text may be there before the style sheet.
        page.waitForLoadState();
        Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assertThat(((Number) overflow).intValue()).as(page.url()).isLessThanOrEqualTo(0);
        return this;
    }
}
