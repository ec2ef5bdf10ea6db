package dev.vestibule.gateway.login;

import org.jspecify.annotations.Nullable;

/**
 * Where a login leads: fixed when it begins and kept on the server, never taken from a parameter at
 * its end.
 *
 * @param app id of the app that asked for the login
 * @param path local path of the app's host, with its query
 * @param handoff what ties the hand-off to the browser's cookie on the app's own host; null when
 *     the app lives on the gateway's host
 */
record LoginDestination(String app, String path, @Nullable String handoff) {}
