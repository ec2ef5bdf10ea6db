package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Step;
import dev.vestibule.flow.problem.Nearest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every id that is named has to exist. */
record ReferenceCheck(FlowConfig config, Findings findings) {
    private static final int NAMED = 20;

    void check() {
        config.flows().values().forEach(this::checkFlow);
        config.apps().values().forEach(this::checkApp);
        config.connections().values().forEach(this::checkDirectory);
    }

    private void checkFlow(Flow flow) {
        for (int index = 0; index < flow.steps().size(); index++) {
            String path = "flows." + flow.id() + ".steps[" + index + "].authenticate";
            if (flow.steps().get(index) instanceof Step.Authenticate authenticate) {
                checkOptions(authenticate.options(), path);
            }
        }
    }

    private void checkOptions(List<String> options, String path) {
        if (options.isEmpty()) {
            findings.error(
                    path,
                    "an empty list: no user could pass",
                    known(config.connections().keySet()),
                    "Name at least one connection.");
        }
        for (int index = 0; index < options.size(); index++) {
            String place = path + "[" + index + "]";
            checkKnown(place, options.get(index), "connection", config.connections().keySet());
        }
    }

    private void checkApp(App app) {
        checkKnown("apps." + app.id() + ".flow", app.flow(), "flow", config.flows().keySet());
    }

    private void checkKnown(String path, String id, String kind, Set<String> known) {
        if (!known.contains(id)) {
            findings.error(
                    path,
                    id + ", which is no " + kind,
                    known(known),
                    Nearest.remedy(id, known, "Add the " + kind + ", or name one that exists."));
        }
    }

    private static String known(Set<String> ids) {
        if (ids.isEmpty()) {
            return "there is none yet";
        }
        String named = ids.stream().limit(NAMED).collect(Collectors.joining(", "));
        return ids.size() > NAMED ? named + ", …" : named;
    }

    private void checkDirectory(Connection connection) {
        if (connection.provisioning().enabled() && config.directory() == null) {
            findings.error(
                    "connections." + connection.id() + ".provisioning.enabled",
                    "true, but there is no directory to write into",
                    "true together with directory, or false",
                    "Add directory, or disable provisioning.");
        }
    }
}
