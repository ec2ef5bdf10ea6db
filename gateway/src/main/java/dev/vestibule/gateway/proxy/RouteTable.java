package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.session.AppLookup;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The apps of one version of the configuration, by host and longest path prefix. */
public final class RouteTable implements AppLookup {
    private final Map<String, List<App>> byHost = new HashMap<>();

    public RouteTable(Collection<App> apps) {
        for (App app : apps) {
            byHost.computeIfAbsent(app.host(), _ -> new ArrayList<>()).add(app);
        }
        Comparator<App> longestFirst = Comparator.comparingInt(app -> -app.path().length());
        byHost.values().forEach(found -> found.sort(longestFirst));
    }

    @Override
    public @Nullable App find(String host, String path) {
        for (App app : byHost.getOrDefault(host, List.of())) {
            if (covers(app.path(), path)) {
                return app;
            }
        }
        return null;
    }

    /** Whether this host has an app. */
    public boolean serves(String host) {
        return byHost.containsKey(host);
    }

    /** A prefix covers whole segments: {@code /wiki} covers {@code /wiki/a}, not {@code /wikis}. */
    private static boolean covers(String prefix, String path) {
        return path.startsWith(prefix)
                && (prefix.endsWith("/")
                        || path.length() == prefix.length()
                        || path.charAt(prefix.length()) == '/');
    }
}
