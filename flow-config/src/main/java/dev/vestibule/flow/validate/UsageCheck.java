package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Step;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Warns of what nothing uses. */
record UsageCheck(FlowConfig config, Findings findings) {

    void check() {
        Set<String> flows =
                config.apps().values().stream().map(App::flow).collect(Collectors.toSet());
        Set<String> connections =
                config.flows().values().stream()
                        .flatMap(UsageCheck::options)
                        .collect(Collectors.toSet());
        config.flows().keySet().stream()
                .filter(id -> !flows.contains(id))
                .forEach(id -> unused("flows." + id, "flow", "app"));
        config.connections().keySet().stream()
                .filter(id -> !connections.contains(id))
                .forEach(id -> unused("connections." + id, "connection", "flow"));
    }

    private static Stream<String> options(Flow flow) {
        return flow.steps().stream()
                .flatMap(step ->
                        switch (step) {
                            case Step.Authenticate authenticate -> authenticate.options().stream();
                            case Step.Deny _ -> Stream.<String>empty();
                        });
    }

    private void unused(String path, String kind, String user) {
        findings.warning(
                path,
                "a " + kind + " that no " + user + " uses",
                "a " + kind + " that some " + user + " names",
                "Name it in " + (user.equals("app") ? "an " : "a ") + user + ", or remove it.");
    }
}
