package dev.vestibule.flow;

import dev.vestibule.flow.schema.Findings;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Warns of what is written and never used. */
record UsageCheck(FlowConfig config, Findings findings) {
    void check() {
        Set<String> flows =
                config.apps().values().stream()
                        .flatMap(
                                app -> Stream.concat(Stream.of(app.flow()), app.stepUps().stream()))
                        .collect(Collectors.toSet());
        Set<String> options =
                config.flows().values().stream()
                        .flatMap(flow -> flow.steps().stream())
                        .flatMap(step -> step.options().stream())
                        .collect(Collectors.toSet());
        config.flows().keySet().stream()
                .filter(id -> !flows.contains(id))
                .forEach(id -> unused("flows." + id, "flow", "an app"));
        config.connections().keySet().stream()
                .filter(id -> !options.contains(id) && !takesTokensOf(id))
                .forEach(id -> unused("connections." + id, "connection", "a flow"));
        config.factors().keySet().stream()
                .filter(id -> !options.contains(id) && findings.places().has("factors." + id))
                .forEach(id -> unused("factors." + id, "factor", "a flow"));
    }

    private boolean takesTokensOf(String connection) {
        return config.apps().values().stream()
                .anyMatch(app -> app.tokens() != null && app.tokens().takes(connection));
    }

    private void unused(String path, String kind, String user) {
        String noun = user.substring(user.indexOf(' ') + 1);
        findings.warning(
                path,
                "a " + kind + " that no " + noun + " uses",
                "a " + kind + " that some " + noun + " names",
                "Name it in " + user + ", or remove it.");
    }
}
