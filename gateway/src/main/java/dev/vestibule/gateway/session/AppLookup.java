package dev.vestibule.gateway.session;

import dev.vestibule.flow.model.App;

import org.jspecify.annotations.Nullable;

/** Tells which app answers for a host and a path. */
@FunctionalInterface
public interface AppLookup {

    /**
     * @param host in lower case, without port
     * @param path normalised
     * @return the app with the longest path that matches, or null
     */
    @Nullable App find(String host, String path);
}
