package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.provisioning.Provisioning.Prompt;
import dev.vestibule.flow.schema.Findings;

/** Checks what users are asked at the first login. */
record PromptCheck(Findings findings) {
    void check(Provisioning provisioning, String path) {
        boolean asks = provisioning.newAccounts().prompt() != Prompt.NONE;
        if (!provisioning.enabled() && asks) {
            findings.warning(
                    path + ".prompt",
                    "a prompt of a connection that writes no accounts",
                    "a prompt where provisioning is enabled",
                    "Enable provisioning, or remove the prompt.");
        }
        provisioning
                .content()
                .attributes()
                .forEach((name, mapping) -> {
                    // Without a page there is nowhere to ask.
                    if (!asks && mapping.prompt()) {
                        findings.error(
                                path + ".attributes." + name + ".prompt",
                                "a prompt for " + name + ", but the connection has no prompt",
                                "prompt: consent, username or username-and-password beside attributes",
                                "Add it to provisioning, or remove this one.");
                    }
                });
    }
}
