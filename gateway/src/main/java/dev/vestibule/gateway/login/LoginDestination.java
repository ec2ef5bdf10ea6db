package dev.vestibule.gateway.login;

import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.ReturnPath;

import org.jspecify.annotations.Nullable;

/**
 * Where a login leads: fixed when it begins and kept on the server, never taken from a parameter at
 * its end.
 *
 * @param path path and query on the app's host
 * @param binding hash of the browser's cookie on the app's own host; null when the app lives on the
 *     gateway's host
 */
record LoginDestination(App app, ReturnPath path, @Nullable String binding) {}
