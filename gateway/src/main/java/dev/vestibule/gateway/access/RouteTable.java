package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.step.Flow;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The routes of one version of the configuration, by host and longest path prefix. */
public final class RouteTable {
    private final Map<String, List<Route>> byHost = new HashMap<>();

    /**
     * @param flows those of the apps, by id
     * @param gateway public origin of the gateway's own pages
     */
    public RouteTable(
            Collection<App> apps, Map<String, Flow> flows, URI gateway, Route.Timeouts timeouts) {
        Set<String> names =
                apps.stream().flatMap(app -> app.identity().names()).collect(Collectors.toSet());
        Route.Shared shared = new Route.Shared(gateway, timeouts, names);
        for (App app : apps) {
            byHost.computeIfAbsent(app.host(), _ -> new ArrayList<>())
                    .add(Route.of(app, flows.get(app.flow()), shared));
        }
        Comparator<Route> longestFirst = Comparator.comparingInt(r -> -r.app().path().length());
        byHost.values().forEach(found -> found.sort(longestFirst));
    }

    /**
     * The app that answers for a host and a path.
     *
     * @param host in lower case, without port
     * @param path normalised
     * @return the one with the longest path that matches, or null
     */
    public @Nullable Route find(String host, String path) {
        for (Route route : byHost.getOrDefault(host, List.of())) {
            if (route.covers(path)) {
                return route;
            }
        }
        return null;
    }

    /** The routes of all apps. */
    public List<Route> all() {
        return byHost.values().stream().flatMap(List::stream).toList();
    }

    /** Whether this host has an app. */
    public boolean serves(String host) {
        return byHost.containsKey(host);
    }
}
