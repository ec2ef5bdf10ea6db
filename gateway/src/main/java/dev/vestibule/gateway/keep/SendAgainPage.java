package dev.vestibule.gateway.keep;

import dev.vestibule.gateway.http.Page;

/**
 * A form that was kept during a login, with a button that sends it. No script does so: the user
 * decides, and sees who is signed in now.
 *
 * @param user name of the user
 * @param app title of the app
 * @param action path and query on this host that the form was posted to
 * @param body what the user has entered
 * @param home the app's own path
 */
public record SendAgainPage(String user, String app, String action, FormBody body, String home)
        implements Page {

    @Override
    public String template() {
        return "keep/send-again.jte";
    }

    /** An application may redirect to anywhere after a form. */
    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    /** Applications refuse forms without an origin. */
    @Override
    public boolean namesOrigin() {
        return true;
    }

    @Override
    public String toString() {
        return "SendAgainPage[app=" + app + "]";
    }
}
