package dev.vestibule.bench;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;

import java.net.URI;

/**
 * One sign-in: the application, the login, the provider, the callback, and the application again,
 * with a browser without a session.
 */
final class LoginLine {
    private final FormBrowser browser;

    LoginLine(HttpClient http, String person) {
        browser = new FormBrowser(http, person);
    }

    /** Completes when the application's page has arrived; fails when anything else has. */
    Future<Void> run(URI app) {
        return browser.open(app).compose(page -> arrived(app, page));
    }

    /** Fails when it is another page. */
    static Future<Void> arrived(URI app, FormBrowser.Page page) {
        return page.status() == 200 && page.uri().equals(app)
                ? Future.succeededFuture()
                : Future.failedFuture(page.status() + " at " + page.uri().getPath());
    }

    /** The browser's cookies, as a header carries them. */
    String cookies() {
        return browser.cookies();
    }
}
