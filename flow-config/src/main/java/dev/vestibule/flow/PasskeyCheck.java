package dev.vestibule.flow;

import dev.vestibule.flow.factor.passkey.PasskeyFactor;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

/** Passkeys are for a host with a name (Web Authentication Level 3, section 5.1.3). */
record PasskeyCheck(FlowConfig config, Findings findings) {

    /** Adds a problem for each step that asks for a passkey at an IP address. */
    void check() {
        String host = config.gateway().url().getHost();
        if (host != null && (host.startsWith("[") || host.matches("[0-9.]+"))) {
            config.flows().values().forEach(flow -> check(flow, host));
        }
    }

    private void check(Flow flow, String host) {
        for (int index = 0; index < flow.steps().size(); index++) {
            Step step = flow.steps().get(index);
            if (step.options().contains(PasskeyFactor.ID)) {
                findings.error(
                        flow.path() + "[" + index + "]." + step.kind(),
                        "passkey, and gateway.url has the IP address " + host,
                        "passkey where gateway.url has a host name",
                        "Give the gateway a name, or remove the factor: browsers have no passkeys"
                                + " for IP addresses.");
            }
        }
    }
}
