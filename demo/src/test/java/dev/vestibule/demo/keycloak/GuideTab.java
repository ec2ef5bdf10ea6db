package dev.vestibule.demo.keycloak;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import dev.vestibule.testing.AuthenticatorApp;

import java.net.URI;
import java.time.Instant;

/** A tab of Chromium in which one user signs in. */
final class GuideTab {
    private final BrowserContext browser;
    private final Page page;

    GuideTab(BrowserContext browser) {
        this.browser = browser;
        page = browser.newPage();
    }

    GuideTab open(URI address) {
        page.navigate(address.toString());
        return this;
    }

    /** The same user with a browser that remembers nothing. */
    GuideTab openAfresh(URI address) {
        browser.clearCookies();
        return open(address);
    }

    /** Types into the gateway's page, and confirms. */
    GuideTab password(String username, String password) {
        page.getByLabel("Username").fill(username);
        page.getByLabel("Password").fill(password);
        return clicks("Sign in");
    }

    /** Types into Keycloak's page, where passwords are usernames, and confirms. */
    GuideTab atKeycloak(String username) {
        page.locator("#username").fill(username);
        page.locator("#password").fill(username);
        page.locator("#kc-login").click();
        return this;
    }

    GuideTab chooses(String connection) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(connection)).click();
        return this;
    }

    /** The app that the page sets up. */
    AuthenticatorApp app() {
        return AuthenticatorApp.setUp(page.content());
    }

    /** The secret that the page shows. */
    String secret() {
        return AuthenticatorApp.secret(page.content());
    }

    /** Types what the app shows at this time, and confirms. */
    GuideTab code(AuthenticatorApp app, Instant time, String button) {
        return code(app.code(time), button);
    }

    GuideTab code(String code, String button) {
        page.getByLabel("Code", new Page.GetByLabelOptions().setExact(true)).fill(code);
        return clicks(button);
    }

    /** The same without a mouse: the page has put the cursor where typing begins. */
    GuideTab types(String... fields) {
        for (int field = 0; field < fields.length; field++) {
            if (field > 0) {
                page.keyboard().press("Tab");
            }
            page.keyboard().type(fields[field]);
        }
        page.keyboard().press("Enter");
        return this;
    }

    GuideTab sees(String heading) {
        assertThat(
                        page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(heading).setLevel(1)))
                .isVisible();
        return this;
    }

    /** A problem on the page. */
    GuideTab isTold(String text) {
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(text);
        return this;
    }

    /** The application is open, and knows the user by this name. */
    GuideTab isSignedIn(String username) {
        assertThat(page.locator("body")).containsText("\"x-forwarded-user\":\"" + username);
        return this;
    }

    private GuideTab clicks(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
        return this;
    }
}
