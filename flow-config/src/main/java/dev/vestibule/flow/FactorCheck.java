package dev.vestibule.flow;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.passkey.PasskeyFactor;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.notify.NotifyStep;

/** What factors need beside a directory. */
record FactorCheck(FlowConfig config, Findings findings) {

    /** Passkeys are for a host with a name (Web Authentication Level 3, section 5.1.3). */
    void checkPasskeys() {
        String host = config.gateway().url().getHost();
        if (host != null && (host.startsWith("[") || host.matches("[0-9.]+"))) {
            config.flows()
                    .values()
                    .forEach(flow -> flow.forEach((step, path) -> checkPasskey(step, path, host)));
        }
    }

    private void checkPasskey(Step step, String path, String host) {
        if (step.options().contains(PasskeyFactor.ID)) {
            findings.error(
                    path + "." + step.kind(),
                    "passkey, and gateway.url has the IP address " + host,
                    "passkey where gateway.url has a host name",
                    "Give the gateway a name, or remove the factor: browsers have no passkeys for"
                            + " IP addresses.");
        }
    }

    /** A factor that sends mails needs a mail server. */
    void checkMail() {
        if (config.mail() == null) {
            config.flows().values().forEach(flow -> flow.forEach(this::checkMail));
        }
    }

    private void checkMail(Step step, String path) {
        if (step instanceof NotifyStep) {
            findings.error(
                    path + "." + step.kind(),
                    "notify, but there is no mail server",
                    "notify together with mail",
                    "Add mail: { server: \"smtps://HOST:465\", from: login@example.org }, or remove"
                            + " the step.");
        }
        for (int option = 0; option < step.options().size(); option++) {
            Factor factor = config.factors().get(step.options().get(option));
            if (factor != null && factor.sendsMail()) {
                findings.error(
                        "%s.%s[%d]".formatted(path, step.kind(), option),
                        factor.id() + ", but there is no mail server",
                        factor.id() + " together with mail",
                        "Add mail: { server: \"smtps://HOST:465\", from: login@example.org }, or"
                                + " remove "
                                + factor.id()
                                + " from the step.");
            }
        }
    }
}
