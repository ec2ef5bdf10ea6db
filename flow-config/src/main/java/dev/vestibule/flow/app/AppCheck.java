package dev.vestibule.flow.app;

import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.flow.schema.Findings;

import java.util.HashMap;
import java.util.Map;

/** Checks the apps against each other, and against the gateway's settings. */
public record AppCheck(Map<String, App> apps, GatewaySettings gateway, Findings findings) {

    /** Adds a problem for everything that is found. */
    public void check() {
        Map<String, App> byMatch = new HashMap<>();
        for (App app : apps.values()) {
            checkMatch(app, byMatch);
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

    private void nobody(App app) {
        findings.warning(
                "apps." + app.id() + ".access",
                "no rule: every request is refused",
                "a list with at least one public or allow rule",
                "Add access, for example [{ allow: true }] for every user who has signed in.");
    }
}
