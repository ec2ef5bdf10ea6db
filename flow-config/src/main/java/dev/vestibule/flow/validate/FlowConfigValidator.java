package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.problem.Places;
import dev.vestibule.flow.problem.Problems;

/** Checks what no single part of the YAML can tell by itself. */
public final class FlowConfigValidator {
    private final FlowConfig config;
    private final Findings findings;

    public FlowConfigValidator(FlowConfig config, Places places, Problems problems) {
        this.config = config;
        this.findings = new Findings(places, problems);
    }

    /** Adds a problem for everything that is found; parts that are broken already are left out. */
    public void validate() {
        new ReferenceCheck(config, findings).check();
        new UsageCheck(config, findings).check();
        new FlowCheck(findings).check(config.flows());
        new SamePersonCheck(config, findings).check();
        new NameSpaceCheck(config, findings).check();
        new AppCheck(config, findings).check();
        new SettingsCheck(config, findings).check();
        new MembershipCheck(config, findings).check();
        new FirstLoginCheck(config, findings).check();
        new DirectoryCheck(config, findings).check();
        new ProvisioningCheck(config, findings).check();
        new EmailCheck(findings).check(config.connections());
        new ExistingAccountCheck(findings).check(config.connections());
        new LeaverCheck(findings).check(config.connections());
    }
}
