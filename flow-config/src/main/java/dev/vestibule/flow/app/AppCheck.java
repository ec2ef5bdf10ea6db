package dev.vestibule.flow.app;

import dev.vestibule.flow.schema.Findings;

import java.util.HashMap;
import java.util.Map;

/** Checks the apps against each other. */
public record AppCheck(Map<String, App> apps, Findings findings) {

    /** Adds a problem for everything that is found. */
    public void check() {
        Map<String, App> byMatch = new HashMap<>();
        for (App app : apps.values()) {
            checkMatch(app, byMatch);
            if (app.access().isEmpty()) {
                nobody(app);
            }
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

    private void nobody(App app) {
        findings.warning(
                "apps." + app.id() + ".access",
                "no rule: every request is refused",
                "a list with at least one public or allow rule",
                "Add access, for example [{ allow: true }] for every user who has signed in.");
    }
}
