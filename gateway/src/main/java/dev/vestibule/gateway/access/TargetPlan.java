package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.Forwarding;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.UnclearPath;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/**
 * How the target of a request and the Host are written for an upstream, and what a redirect of the
 * upstream means.
 *
 * @param asIs whether paths are passed on as they came
 * @param prefix path that the upstream does not get; empty where it gets the whole path
 * @param host what the upstream gets as Host; null for what the client has named
 * @param redirects null where they are passed on unchanged
 */
public record TargetPlan(
        boolean asIs, String prefix, @Nullable String host, @Nullable Redirects redirects) {

    static TargetPlan of(App app, String origin) {
        Forwarding forwarding = app.forwarding();
        boolean strips = forwarding.stripPrefix() && !app.path().equals("/");
        String prefix = strips ? app.path() : "";
        URI upstream = app.upstream();
        boolean named = forwarding.host() == Forwarding.Host.UPSTREAM;
        boolean rewrites = forwarding.rewriteLocation();
        return new TargetPlan(
                forwarding.paths() == Forwarding.Paths.AS_IS,
                prefix,
                upstream != null && named ? upstream.getRawAuthority() : null,
                upstream != null && rewrites
                        ? new Redirects(servers(app, upstream), origin, prefix)
                        : null);
    }

    private static List<String> servers(App app, URI upstream) {
        List<URI> several = app.forwarding().upstreams();
        return (several.isEmpty() ? List.of(upstream) : several)
                .stream().map(URI::toString).toList();
    }

    /** What the upstream gets as Host. */
    public String hostOf(RequestTarget target) {
        return host == null ? target.authority() : host;
    }

    /**
     * The path and query for the upstream.
     *
     * @throws HttpFailure when nothing but the gateway's reserved prefix is left of the path
     */
    public String of(RequestTarget target) {
        String path = asIs ? target.sent() : target.path();
        if (!prefix.isEmpty()) {
            path = stripped(path.startsWith(prefix) ? path : target.path());
        }
        return target.query() == null ? path : path + "?" + target.query();
    }

    private String stripped(String path) {
        String rest = path.substring(prefix.length());
        if (UnclearPath.mayBeReserved(rest)) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "the reserved prefix below an app");
        }
        return rest.isEmpty() ? "/" : rest;
    }
}
