package dev.vestibule.flow;

import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.directory.DirectorySettings.Remote;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

/**
 * The secrets of factors outlive the process in a directory of the organisation; a key that ends
 * with the process makes them unreadable, and their users cannot sign in any more.
 */
record SealingKeyCheck(FlowConfig config, Findings findings) {

    /** Adds a warning for the first step that names a factor with such secrets. */
    void check() {
        DirectorySettings directory = config.directory();
        if (directory == null
                || !(directory.server() instanceof Remote)
                || !config.gateway().keys().isEmpty()
                || config.gateway().data() != null) {
            return;
        }
        for (Flow flow : config.flows().values()) {
            for (int index = 0; index < flow.steps().size(); index++) {
                Step step = flow.steps().get(index);
                if (step.options().stream().anyMatch(this::isSealed)) {
                    warn(flow.path() + "[" + index + "]." + step.kind());
                    return;
                }
            }
        }
    }

    private boolean isSealed(String option) {
        Factor factor = config.factors().get(option);
        return factor != null && factor.isSealed();
    }

    private void warn(String path) {
        findings.warning(
                path,
                "a factor whose secrets are encrypted with a key that ends with the process",
                "gateway.keys, or gateway.data for a key that the gateway makes and keeps",
                "Add gateway.keys, or gateway.data: after a restart no user could use what was set"
                        + " up before.");
    }
}
