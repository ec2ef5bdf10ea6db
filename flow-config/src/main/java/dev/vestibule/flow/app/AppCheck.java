package dev.vestibule.flow.app;

import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.flow.schema.Findings;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks the apps against each other, and against the gateway's settings. */
public record AppCheck(Map<String, App> apps, GatewaySettings gateway, Findings findings) {
    /** The longest form that is kept, in bytes. */
    private static final long MOST_KEPT = 1 << 20;

    /** The path of the request, or the request as a whole. */
    private static final Pattern PATH = Pattern.compile("\\bpath\\b|\\brequest\\b(?!\\s*[.])");

    /** Adds a problem for everything that is found. */
    public void check() {
        Map<String, App> byMatch = new HashMap<>();
        for (App app : apps.values()) {
            checkMatch(app, byMatch);
            checkPaths(app);
            checkTls(app);
            checkServers(app);
            checkForms(app);
            if (app.access().isEmpty()) {
                nobody(app);
            }
            checkAsker(app);
        }
    }

    private void checkMatch(App app, Map<String, App> byMatch) {
        String path = "apps." + app.id() + ".match";
        if (!findings.isSound(path)) {
            return;
        }
        App first = byMatch.putIfAbsent(app.host() + app.path(), app);
        if (first != null) {
            findings.error(
                    path,
                    app.host()
                            + app.path()
                            + ", which the app "
                            + first.id()
                            + " in "
                            + findings.places().of("apps." + first.id())
                            + " matches already",
                    "a host and path that no other app has",
                    "Give one of the two another host or path.");
        }
    }

    private void checkTls(App app) {
        URI upstream = app.upstream();
        if (app.tls().isOwn() && (upstream == null || upstream.getScheme().equals("http"))) {
            String key = app.tls().upstreamCa() == null ? "upstream-certificate" : "upstream-ca";
            findings.error(
                    "apps." + app.id() + "." + key,
                    "files for TLS, and an upstream without TLS",
                    key + " for an upstream with https",
                    "Write https:// in upstream, or remove " + key + ".");
        }
    }

    /** What is about servers needs one. */
    private void checkServers(App app) {
        if (app.forwardAuth() && app.http().health() != null) {
            needsServer(
                    app, "health", "checks of servers", "the proxy in front checks the servers");
        }
        if (app.forwardAuth() && !app.http().upgrades().isEmpty()) {
            needsServer(app, "upgrades", "upgrades", "the proxy in front passes them");
        }
        if (app.forwardAuth() && app.http().multiplexed()) {
            needsServer(app, "http-version", "HTTP/2", "the proxy in front has its own version");
        }
    }

    private void needsServer(App app, String key, String found, String why) {
        String path = "apps." + app.id() + "." + key;
        if (findings.isSound(path)) {
            findings.error(
                    path,
                    found + ", and no upstream",
                    key + " for an app with upstream or upstreams",
                    "Remove " + key + ": " + why + ".");
        }
    }

    /** What is kept has to fit into a page, and to pass the gateway. */
    private void checkForms(App app) {
        Long kept = app.forwarding().keepPosts();
        Long most = app.forwarding().maxBody();
        String path = "apps." + app.id() + ".keep-posts";
        if (kept == null || !findings.isSound(path)) {
            return;
        }
        if (app.forwardAuth()) {
            needsServer(
                    app,
                    "keep-posts",
                    "forms to keep",
                    "the proxy in front does not pass the form to the gateway");
        } else if (kept > MOST_KEPT) {
            findings.error(
                    path,
                    "more than 1MB",
                    "at most 1MB, which is kept in memory for each form",
                    "Write 64KB, for example.");
        } else if (most != null && kept > most) {
            findings.error(
                    path,
                    "more than max-body, so that such a form is kept and then refused",
                    "at most max-body",
                    "Write a smaller keep-posts or a larger max-body.");
        }
    }

    /** Without a trusted proxy, every question about the app is refused. */
    private void checkAsker(App app) {
        String path = "apps." + app.id() + ".forward-auth";
        if (app.forwardAuth() && gateway.trustedProxies().isEmpty() && findings.isSound(path)) {
            findings.error(
                    path,
                    "true, but no proxy is trusted to ask",
                    "true together with gateway.trusted-proxies",
                    "Add the address of the proxy to gateway.trusted-proxies.");
        }
    }

    /** What one server takes for a path below another app, the gateway may not. */
    private void checkPaths(App app) {
        if (app.forwarding().paths() == Forwarding.Paths.STRICT) {
            return;
        }
        String path = "apps." + app.id() + ".paths";
        for (App other : apps.values()) {
            if (other != app
                    && other.host().equals(app.host())
                    && other.path().startsWith(app.path())) {
                findings.error(
                        path,
                        "as-is, and the app " + other.id() + " has a path below that of this one",
                        "as-is for an app without another one below it: of a path with // or an"
                                + " encoded slash, the server decides which of the two it means",
                        "Give " + other.id() + " a host of its own, or write strict.");
                return;
            }
        }
        if (!app.path().equals("/") && app.access().stream().anyMatch(AppCheck::readsPath)) {
            findings.error(
                    path,
                    "as-is for " + app.path() + ", and a rule that reads request.path",
                    "as-is for a whole host (path: /), or for an app whose rules do not read the path",
                    "Give the app a host of its own, or change the rule, or write strict.");
        }
    }

    private static boolean readsPath(AccessRule rule) {
        return rule.condition().variables().contains("request")
                && PATH.matcher(rule.condition().source()).find();
    }

    private void nobody(App app) {
        findings.warning(
                "apps." + app.id() + ".access",
                "no rule: every request is refused",
                "a list with at least one public or allow rule",
                "Add access, for example [{ allow: true }] for every user who has signed in.");
    }
}
