package dev.vestibule.demo.realapps;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import java.net.URI;
import java.util.regex.Pattern;

/** A user at a browser. */
final class Desk implements AutoCloseable {
    private final BrowserContext person;
    private final KnownApps apps;

    Desk(BrowserContext person, KnownApps apps) {
        this.person = person;
        this.apps = apps;
    }

    /** A tab with this application, after the sign-in at the identity provider. */
    Page signsIn(String name, KnownApp app, String path) {
        Page page = opens(app, path);
        chooses(page, name);
        return page;
    }

    /** A tab with this address of the application. */
    Page opens(KnownApp app, String path) {
        return opens(apps.at(app, path));
    }

    /** Signs out at the application's host; after that it asks for a sign-in again. */
    void signsOut(KnownApp app, String path) {
        Page page = opens(app, "/.vestibule/logout");
        clicks(page, "Sign out");
        sees(page, "You are signed out");
        page.navigate(apps.at(app, path).toString());
        sees(page, "Choose a user");
    }

    /** Makes an access token for the application with this title, right after the sign-in. */
    String makesToken(String title) {
        Page page = opens(apps.at("/.vestibule/account/tokens"));
        page.getByLabel("Name of the token").fill("a program");
        page.getByLabel(title).check();
        clicks(page, "Make the token");
        return page.locator("code.token").textContent();
    }

    private Page opens(URI address) {
        Page page = person.newPage();
        page.navigate(address.toString());
        return page;
    }

    static void chooses(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(name)))
                .click();
    }

    static void clicks(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    }

    static void sees(Page page, String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading)))
                .isVisible();
    }

    @Override
    public void close() {
        person.close();
    }
}
