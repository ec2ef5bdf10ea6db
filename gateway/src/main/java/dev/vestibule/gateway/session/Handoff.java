package dev.vestibule.gateway.session;

/**
 * The hand-off of a session from the gateway's host to an app's host.
 *
 * @param session key of the session
 * @param app id of the app
 * @param host the only host that may use it
 * @param binding hash of the browser cookie on that host
 * @param path path and query there, which the browser opens then
 */
record Handoff(String session, String app, String host, String binding, String path) {
    @Override
    public String toString() {
        return "Handoff[app=" + app + ", host=" + host + "]";
    }
}
