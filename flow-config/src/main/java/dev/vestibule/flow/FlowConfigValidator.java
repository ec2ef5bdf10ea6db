package dev.vestibule.flow;

import dev.vestibule.flow.app.AppCheck;
import dev.vestibule.flow.connection.ConnectionCheck;
import dev.vestibule.flow.directory.DirectoryCheck;
import dev.vestibule.flow.gateway.GatewayCheck;
import dev.vestibule.flow.proof.Proofs;
import dev.vestibule.flow.provisioning.MembershipCheck;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.ProvisioningCheck;
import dev.vestibule.flow.scenario.ScenarioCheck;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepOptions;
import dev.vestibule.flow.step.StepTypes;
import dev.vestibule.flow.theme.ThemeCheck;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Checks what no single section of the YAML shows: every section's own checks, in order. */
record FlowConfigValidator(
        FlowConfig config, StepTypes steps, Set<String> texts, Findings findings) {
    /** Adds a problem for everything that is found; parts that are broken already are left out. */
    void validate() {
        StepOptions options = new StepOptions(config.connections(), config.factors());
        checkReferences(options);
        checkFactors();
        FactorCheck factors = new FactorCheck(config, findings);
        factors.checkPasskeys();
        new SealingKeyCheck(config, findings).check();
        new UsageCheck(config, findings).check();
        steps.check(config.flows(), options, findings);
        new Proofs(options, findings).check(config.flows(), config.apps());
        factors.checkMail();
        new NameSpaceCheck(config, findings).check();
        new AppCheck(config.apps(), config.gateway(), findings).check();
        new TokenCheck(config, findings).check();
        new GatewayCheck(config.gateway(), findings).check();
        new ConnectionCheck(config.connections(), findings).check();
        if (config.directory() != null) {
            new DirectoryCheck(config.directory(), findings).check();
        }
        Map<String, Provisioning> provisioning = new LinkedHashMap<>();
        config.connections().forEach((id, each) -> provisioning.put(id, each.provisioning()));
        new MembershipCheck(provisioning, config.directory(), findings).check();
        new AssignCheck(config, findings).check();
        new ProvisioningCheck(provisioning, config.directory(), findings).check();
        new ThemeCheck(config.theme(), texts, findings).check();
        checkData();
        new ScenarioCheck(config.flows(), config.apps(), config.factors().keySet(), findings)
                .check(config.tests());
    }

    /**
     * Every id that is named has to exist.
     *
     * @param options what steps can name
     */
    private void checkReferences(StepOptions options) {
        StepUpCheck stepUps = new StepUpCheck(config, options, findings);
        config.flows()
                .values()
                .forEach(flow ->
                        flow.forEach((step, path) -> {
                            if (step.provesIdentity()) {
                                checkOptions(step, path + "." + step.kind(), options.ids());
                            }
                        }));
        config.apps()
                .forEach((id, app) -> {
                    findings.known(
                            "apps." + id + ".flow", app.flow(), "flow", config.flows().keySet());
                    stepUps.check(app);
                    if (app.tokens() != null) {
                        app.tokens()
                                .connection()
                                .forEach(each ->
                                        findings.known(
                                                "apps." + id + ".tokens.connection",
                                                each,
                                                "connection",
                                                config.connections().keySet()));
                    }
                });
        config.connections()
                .forEach((id, connection) -> {
                    if (connection.provisioning().enabled() && config.directory() == null) {
                        findings.error(
                                "connections." + id + ".provisioning.enabled",
                                "true, but there is no directory to write into",
                                "true together with directory, or false",
                                "Add directory, or disable provisioning.");
                    }
                });
    }

    private void checkOptions(Step step, String path, Set<String> known) {
        if (step.options().isEmpty()) {
            findings.error(
                    path,
                    "an empty list: no user could pass",
                    Findings.listed(known),
                    "Name at least one connection.");
        }
        for (int index = 0; index < step.options().size(); index++) {
            String place = path + "[" + index + "]";
            findings.known(place, step.options().get(index), "connection or factor", known);
        }
    }

    /** A factor needs accounts, and shares its id with no connection. */
    private void checkFactors() {
        for (String id : config.factors().keySet()) {
            if (config.connections().containsKey(id)) {
                findings.error(
                        "connections." + id,
                        "the id of a factor",
                        "an id other than " + String.join(", ", config.factors().keySet()),
                        "Rename the connection here and in every place that uses it.");
            }
        }
        if (config.directory() != null) {
            return;
        }
        config.flows()
                .values()
                .forEach(flow ->
                        flow.forEach((step, path) -> {
                            if (step.options().stream().anyMatch(config.factors()::containsKey)) {
                                findings.error(
                                        path + "." + step.kind(),
                                        "a factor, but there is no directory with accounts",
                                        "factors together with directory",
                                        "Add directory, or remove the factor.");
                            }
                        }));
    }

    private void checkData() {
        if (!config.webhooks().isEmpty() && config.gateway().data() == null) {
            findings.error(
                    "webhooks",
                    "webhooks without a folder for events that were not accepted yet",
                    "webhooks together with gateway.data",
                    "Add gateway.data, for example ./data.");
        }
    }
}
