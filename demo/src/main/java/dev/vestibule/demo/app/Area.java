package dev.vestibule.demo.app;

import java.util.Arrays;
import java.util.List;

/** The application's parts: each is an app of the gateway with a flow of its own. */
public enum Area {
    /** For users that the gateway writes into the directory. */
    STAFF("staff", "/", "Staff's area", "An identity provider whose users get accounts."),
    /** For users of a connection without provisioning. */
    GUESTS(
            "guests",
            "/guests/",
            "Guests' area",
            "The user chooses; users of the partner company get no account."),
    /** A local account first, and then a second factor. */
    LOCAL(
            "local",
            "/cases/local/",
            "Local account, then a second factor",
            "Sign in as grace; her password is in demo/data/secrets/grace."),
    /** An identity provider with provisioning, and then a second factor. */
    SECOND_FACTOR(
            "second_factor",
            "/cases/second-factor/",
            "Identity provider with accounts, then a second factor",
            "The first sign-in makes the account and sets up an authenticator app."),
    /** The second factor is skipped where there is no account that could have one. */
    MIXED(
            "mixed",
            "/cases/mixed/",
            "Second factor skipped where there is no account",
            "Users of the partner company have no account, so they are not asked for a factor."
                    + " All others get a code by mail.");

    private final String id;
    private final String path;
    private final String title;
    private final String meaning;

    Area(String id, String path, String title, String meaning) {
        this.id = id;
        this.path = path;
        this.title = title;
        this.meaning = meaning;
    }

    static Area of(String path) {
        return Arrays.stream(values())
                .filter(area -> area != STAFF && (path + "/").startsWith(area.path))
                .findFirst()
                .orElse(STAFF);
    }

    /** The app's id in the YAML. */
    public String id() {
        return id;
    }

    /** Where it begins. */
    public String path() {
        return path;
    }

    /** What a link to it says. */
    public String title() {
        return title;
    }

    /** What it shows, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** All but this one. */
    public List<Area> others() {
        return Arrays.stream(values()).filter(area -> area != this).toList();
    }
}
