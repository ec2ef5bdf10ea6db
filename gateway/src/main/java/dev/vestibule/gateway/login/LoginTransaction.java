package dev.vestibule.gateway.login;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One login in progress: bound to the browser that started it, kept on the server only, immutable,
 * and nothing but ids and values, so that every node can continue with it.
 *
 * @param browser hash of the browser's binding cookie
 * @param version id of the configuration version that the login began with, and ends with
 * @param createdAt when it began; its lifetime starts here
 * @param proved what it has proved so far; null while that is nothing
 */
public record LoginTransaction(
        String browser,
        String version,
        Purpose purpose,
        Instant createdAt,
        @Nullable LoginProgress proved) {

    /** What it has proved so far. */
    public LoginProgress progress() {
        return proved == null ? LoginProgress.none() : proved;
    }

    LoginTransaction having(LoginProgress progress) {
        return new LoginTransaction(browser, version, purpose, createdAt, progress);
    }

    /** Names the login without anything that could be replayed or is personal. */
    @Override
    public String toString() {
        return "LoginTransaction[purpose=" + purpose.getClass().getSimpleName() + "]";
    }
}
