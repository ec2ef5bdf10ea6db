package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.provisioning.ExistingAccountSettings.NoMatch;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

/** An account is linked only by a value that a provider is authoritative for. */
record ExistingAccountCheck(Findings findings) {
    void check(Provisioning provisioning, String path) {
        ExistingAccountSettings existing = provisioning.existing();
        if (existing.policy() == Policy.LINK_VERIFIED_EMAIL
                && !provisioning.trust().authority().isAny()) {
            findings.error(
                    path,
                    "link-verified-email, but this connection is authoritative for no domain: a"
                            + " user who enters the address of another user at the provider would"
                            + " get that user's account",
                    "link-verified-email together with email-domains, or confirm, or deny",
                    "Add email-domains with the domains whose addresses this provider is"
                            + " authoritative for, or choose confirm.");
        }
        if (existing.match().isEmpty() && existing.noMatch() == NoMatch.SKIP) {
            findings.error(
                    path + ".no-match",
                    "skip, but no rule searches for an account: no user would ever have one",
                    "skip together with match, or create",
                    "Add rules, or disable provisioning.");
        }
        for (int index = 0; index < existing.match().size(); index++) {
            if (!existing.match().get(index).value().variables().contains("claims")) {
                findings.error(
                        path + ".match[" + index + "].value",
                        "a value that is the same for every user, or does not come from the"
                                + " provider",
                        "an expression on claims",
                        "Name the claim that identifies the user.");
            }
        }
    }
}
