package dev.vestibule.bench;

import dev.vestibule.bench.FormBrowser.Page;
import dev.vestibule.testing.AuthenticatorApp;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A user with a password and an authenticator app. The first sign-in sets the app up; each sign-in
 * is in a browser without a session. One sign-in at a time.
 */
final class FactorUser {
    /** The gateway takes each code once, of this step, the one before, and the one after. */
    private static final int STEP_SECONDS = 30;

    /** Longer than a code is on its way. */
    private static final int MARGIN_SECONDS = 5;

    private final String username;
    private final String password;
    private @Nullable AuthenticatorApp app;
    private long usedStep;

    FactorUser(String username, String password) {
        this.username = username;
        this.password = password;
    }

    String username() {
        return username;
    }

    /** Completes when the application's page has arrived; fails when anything else has. */
    Future<Void> signIn(HttpClient http, URI application) {
        FormBrowser browser = new FormBrowser(http, username);
        return browser.open(application)
                .compose(form ->
                        browser.submit(form, Map.of("username", username, "password", password)))
                .compose(form -> browser.submit(form, Map.of("code", code(form))))
                .compose(page -> LoginLine.arrived(application, page));
    }

    private String code(Page form) {
        AuthenticatorApp known = app;
        if (known == null) {
            known = AuthenticatorApp.setUp(form.body());
            app = known;
        }
        long soon = Instant.now().getEpochSecond() + MARGIN_SECONDS;
        long before = soon / STEP_SECONDS - 1;
        usedStep = Math.max(usedStep + 1, before);
        return known.code(Instant.ofEpochSecond(usedStep * STEP_SECONDS));
    }
}
